/* form[data-drop]: a file that is dropped anywhere on the form goes into its file field. One larger than the field's
** data-max bytes is refused here, with its data-too-large: a server can only cut the connection. */
import { $, $$ } from "./dom.js";

function startForm(form) {
    const input = $("input[type=file]", form);
    const weigh = () => {
        const large = input.dataset.max && [...input.files].some((file) => file.size > Number(input.dataset.max));
        input.setCustomValidity(large ? input.dataset.tooLarge : "");
        if (large) input.reportValidity();
    };
    input.addEventListener("change", weigh);
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
        weigh();
    });
}

export function startDrop() {
    $$("form[data-drop]").forEach(startForm);
}
