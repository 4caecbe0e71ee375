/* Comfort on every page. Nothing here is needed to work. */
import { startAsk } from "./ask.js";
import { startDrop } from "./drop.js";
import { startFind } from "./find.js";
import { startForms } from "./forms.js";
import { startKeys } from "./keys.js";
import { startLive } from "./live.js";
import { startMaps } from "./near.js";
import { startOffline } from "./offline.js";
import { startToasts } from "./toast.js";

document.documentElement.classList.replace("no-js", "js");
startToasts();
startOffline();
startForms();
startDrop();
startFind();
startKeys();
startLive();
startAsk();
startMaps();
