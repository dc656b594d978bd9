/* One file each; joined into this one by ui/storage.py for production, loaded one by one in development. */
import "./toasts.js";
import "./theme.js";
import "./menus.js";
import "./dialogs.js";
import "./palette.js";
import "./lists.js";
import "./columns.js";
import "./cells.js";
import "./selection.js";
import "./chooser.js";
import "./board.js";
import "./facts.js";
import "./keyboard.js";
import "./writing.js";
import "./typed.js";
