/* What tests share that walk through pages as a browser without script does: cookies, tokens of forms, uploads. */
import { setCookies } from "./cookies.mjs";

export class Walker {
    constructor(url) { this.url = url; this.cookies = new Map(); }
    async ask(path, options = {}) {
        const headers = { cookie: [...this.cookies].map(([k, v]) => `${k}=${v}`).join("; "), origin: this.url, ...options.headers };
        const answer = await fetch(this.url + path, { redirect: "manual", ...options, headers });
        for (const line of setCookies(answer)) {
            const [pair] = line.split(";");
            const at = pair.indexOf("=");
            this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
        }
        return { status: answer.status, to: answer.headers.get("location") ?? "", text: await answer.text() };
    }
    async token(path) {
        this.page = await this.ask(path);
        return { csrf: this.page.text.match(/name="csrf" value="([^"]+)"/)?.[1] ?? "", op: this.page.text.match(/name="op" value="([^"]+)"/)?.[1] ?? "" };
    }
    async post(path, from, fields = {}) {
        return this.ask(path, { method: "POST", body: new URLSearchParams({ ...await this.token(from), ...fields }) });
    }
    signIn([email, password]) { return this.post("/sign-in", "/sign-in", { email, password, next: "/" }); }
    async bring(bytes, name, token) {
        const form = new FormData();
        for (const [key, value] of Object.entries(token ?? await this.token("/imports/new"))) form.append(key, value);
        if (bytes !== null) form.append("file", new Blob([bytes]), name);
        return this.ask("/imports", { method: "POST", body: form });
    }
}
