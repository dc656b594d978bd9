"""manage.py pipeline ACT: shows pipelines with their stages, and changes them (8.5 to 8.9)."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.management.people import refusals
from deals import staging
from deals.management.naming import the_pipeline, the_stage
from deals.models import Pipeline


class Command(BaseCommand):
    help = "Shows pipelines with their stages, and changes them."

    def add_arguments(self, parser):
        acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
        acts.add_parser("list", help="all pipelines and stages")
        for name, says in ONE_PIPELINE.items():
            acts.add_parser(name, help=says).add_argument("pipeline")
        renamed = acts.add_parser("rename", help="give a pipeline another name")
        renamed.add_argument("pipeline")
        renamed.add_argument("name")
        ordered = acts.add_parser("reorder", help="put the stages into this order; name each one once")
        ordered.add_argument("pipeline")
        ordered.add_argument("stages", nargs="+", metavar="STAGE")
        add_arguments_for_stages(acts)

    def handle(self, *args, act, **options):
        with refusals():
            ACTS[act](options, {"by": None, "at": timezone.now()})
        for pipeline in Pipeline.objects.in_order():
            self.stdout.write(f"#{pipeline.pk} {pipeline}{' (disabled)' if pipeline.is_disabled else ''}")
            for stage in pipeline.stages.in_use().in_order():
                rots = f", rots after {stage.rot_days} days" if stage.rot_days else ""
                self.stdout.write(f"  #{stage.pk} {stage}: {stage.category}, {stage.likelihood} %{rots}")


ONE_PIPELINE = {
    "add": "a new pipeline with the default stages",
    "enable": "take new deals again",
    "disable": "take no new deals; those in it stay",
    "remove": "for good, if no deal was ever in it",
}


def add_arguments_for_stages(acts):
    added = acts.add_parser("add_stage", help="a stage behind another one, or behind the last active one")
    changed = acts.add_parser("change_stage", help="another name, likelihood or number of days until deals rot")
    removed = acts.add_parser("remove_stage", help="take a stage away; its deals go to another one")
    for parser in (added, changed, removed):
        parser.add_argument("pipeline")
        parser.add_argument("stage")
    added.add_argument("--likelihood", type=int, required=True, help="in per cent")
    added.add_argument("--after", metavar="STAGE")
    changed.add_argument("--name")
    changed.add_argument("--likelihood", type=int, help="in per cent")
    for parser in (added, changed):
        parser.add_argument("--rot-days", type=days, help="0 for never")
    removed.add_argument("--receives", metavar="STAGE", help="the stage that its deals go to")


def days(said: str) -> int:
    """Argparse says what is no number."""
    number = int(said)
    if not 0 <= number <= 32767:
        raise ValueError
    return number


def rename(options, here):
    staging.rename_pipeline(the_pipeline(options["pipeline"]), options["name"], **here)


def set_disabled(is_disabled):
    return lambda options, here: staging.set_disabled(the_pipeline(options["pipeline"]), is_disabled, **here)


def reorder(options, here):
    pipeline = the_pipeline(options["pipeline"])
    staging.reorder(pipeline, [the_stage(pipeline, name) for name in options["stages"]], **here)


def add_stage(options, here):
    pipeline = the_pipeline(options["pipeline"])
    after = the_stage(pipeline, options["after"]) if options["after"] else None
    facts = {"likelihood": options["likelihood"], "rot_days": options["rot_days"] or None}
    staging.add_stage(pipeline, options["stage"], after=after, **facts, **here)


def change_stage(options, here):
    stage = the_stage(the_pipeline(options["pipeline"]), options["stage"])
    said = {name: options[name] for name in ("name", "likelihood", "rot_days") if options[name] is not None}
    if said.get("rot_days") == 0:
        said["rot_days"] = None
    staging.change_stage(stage, said, **here)


def remove_stage(options, here):
    pipeline = the_pipeline(options["pipeline"])
    receives = the_stage(pipeline, options["receives"]) if options["receives"] else None
    staging.remove_stage(the_stage(pipeline, options["stage"]), receives=receives, **here)


ACTS = {
    "list": lambda options, here: None,
    "add": lambda options, here: staging.add_pipeline(options["pipeline"], **here),
    "enable": set_disabled(False),
    "disable": set_disabled(True),
    "remove": lambda options, here: staging.remove_pipeline(the_pipeline(options["pipeline"]), **here),
    "rename": rename,
    "reorder": reorder,
    "add_stage": add_stage,
    "change_stage": change_stage,
    "remove_stage": remove_stage,
}
