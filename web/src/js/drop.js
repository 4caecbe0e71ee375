/* form[data-drop]: a file that is dropped anywhere on the form goes into its file field. */
import { $, $$ } from "./dom.js";

function startForm(form) {
    const input = $("input[type=file]", form);
    const over = (event) => {
        if (!event.dataTransfer?.types.includes("Files")) return;
        event.preventDefault();
        input.classList.add("over");
    };
    form.addEventListener("dragenter", over);
    form.addEventListener("dragover", over);
    form.addEventListener("dragleave", () => input.classList.remove("over"));
    form.addEventListener("drop", (event) => {
        input.classList.remove("over");
        if (!event.dataTransfer?.files.length) return;
        event.preventDefault();
        input.files = event.dataTransfer.files;
    });
}

export function startDrop() {
    $$("form[data-drop]").forEach(startForm);
}
