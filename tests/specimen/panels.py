from accounts.permissions import register_object

register_object("things", label="Things", actions=("view", "add", "edit", "reassign", "delete"))
