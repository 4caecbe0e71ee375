/* Maps begin when one comes near them: the map of a form lies far down, and most visits never see it. Their script is
** fetched only then, from the address that the page names. */
import { $, $$ } from "./dom.js";

export function startMaps() {
    const script = $("link[rel=map]")?.href;
    if (!script) return;
    const seen = new IntersectionObserver((entries) => entries.filter((entry) => entry.isIntersecting).forEach(async ({ target }) => {
        seen.unobserve(target);
        (await import(script)).startMap(target);
    }), { rootMargin: "200px" });
    $$("[data-map]").forEach((box) => seen.observe(box));
}
