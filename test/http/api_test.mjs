#!/usr/bin/env node
/* The interface for programs against the real server, on both engines. Every answer, also those that only prepare a
** test, is held against the OpenAPI document that the server gives out; every operation must have succeeded once. */
import assert from "node:assert/strict";
import { Browser, Caller, documentFaults, withRegion, withServer } from "./api_client.mjs";
import { accompanying } from "./api_cases.mjs";
import { actorOf, business, errors, on, oneOf, skip, test } from "./api_steps.mjs";

async function walk(api, hq) {
    await test("a record is created, read, changed, replaced, archived and brought back", async () => {
        const made = await actorOf(api, hq, "Crater Bikes", { phone: "+97286588888" });
        const at = made.headers.get("location");
        assert.equal(at, `/api/v1/actors/${made.json.id}`);
        assert.equal(made.json.version, 1);
        assert.match(made.etag, /^"1\.[0-9a-f]{8}"$/);
        const read = await api.get(at, hq);
        assert.deepEqual(read.json, made.json);
        assert.equal(read.etag, made.etag);
        const patched = await api.call("PATCH", at, { key: hq, body: { name: { he: "אופני המכתש" }, phone: null }, headers: { "if-match": read.etag },
            type: "application/merge-patch+json" });
        assert.equal(patched.status, 200, patched.text);
        assert.equal(patched.json.name.en.text, "Crater Bikes");
        assert.equal(patched.json.name.he.text, "אופני המכתש");
        assert.equal(patched.json.phone, null);
        const put = await api.call("PUT", at, { key: hq, body: business("Bikes"), headers: { "if-match": '"2"' } });
        assert.equal(put.status, 200, put.text);
        assert.deepEqual(Object.keys(put.json.name), ["en"]);
        const gone = await api.call("DELETE", at, { key: hq, headers: { "if-match": put.etag } });
        assert.equal(gone.status, 200, gone.text);
        assert.ok(gone.json.archived_at);
        assert.equal((await api.get("/api/v1/actors?q=Bikes", hq)).json.total, 0);
        assert.equal((await api.get("/api/v1/actors?q=Bikes&archived=1", hq)).json.total, 1);
        const back = await api.call("POST", `${at}/unarchive`, { key: hq });
        assert.equal(back.json.archived_at, null);
        const history = await api.get(`${at}/history`, hq);
        assert.deepEqual(history.json.items.map((h) => h.kind), ["unarchive", "archive", "update", "update", "create"]);
    });

    await test("what was fetched can be sent back whole", async () => {
        const made = await actorOf(api, hq, "Round Trip", { size: "small", note: "kept" });
        const put = await api.call("PUT", `/api/v1/actors/${made.json.id}`, { key: hq, body: made.json, headers: { "if-match": made.etag } });
        assert.equal(put.status, 200, put.text);
        assert.deepEqual(put.json, made.json);
    });

    await test("every noun is created, listed, read, replaced, changed, archived and brought back", async () => {
        await everyNoun(api, hq);
    });
}

async function everyNoun(api, hq) {
    const one = (noun, body, key = hq) => oneOf(api, noun, body, key);
    const place = await one("places", { name: { en: "Mitspe Ramon" }, kind: "locality" });
    await one("place_versions", { place, number: 2, method: "declared", valid_from: "2026-01-01" });
    const actor = (await actorOf(api, hq, "A bakery")).json.id;
    const other = (await actorOf(api, hq, "A mill")).json.id;
    await one("belongings", { actor, place, reason: "sits_in" });
    await one("categories", { name: { en: "Bread" }, code: "BR1" });
    await one("ties", { from_actor: actor, to_actor: other, kind: "supplies", state: "active" });
    await one("listings", { title: { en: "An oven" }, kind: "offer", state: "open", holder: actor });
    const post = await one("posts", { about: actor, kind: "call", text: "Spoke about flour", happened_at: "2026-01-02T08:00:00Z" });
    await one("intakes", { kind: "ask", name: "Somebody", wish: "A loan" });
    await one("doors", { kind: "ask", name: "Notice board", place });
    await one("mentions", { post, actor: other });
    await one("events", { title: { en: "Market day" }, kind: "market_day", place, from_on: "2026-08-01" });
    await one("place_chapters", { place, kind: "people", text: { en: "Who lives here" } });
    await one("place_leaders", { place, role: { en: "Head of the council" }, field: "authority", standing: "formal" });
    for (const noun of ["accounts", "intakes"]) assert.equal((await api.get(`/api/v1/${noun}`, hq)).status, 200, noun);
    const account = (await api.get("/api/v1/accounts?limit=1", hq)).json.items[0].id;
    assert.equal((await api.get(`/api/v1/accounts/${account}`, hq)).status, 200);
    assert.equal((await api.get(`/api/v1/accounts/${account}/history`, hq)).status, 200);
    await one("commitments", { text: "Call again", kind: "task", state: "open", about: actor });
}

async function comingIn(api, hq) {
    const step = (at, name, body) => api.call("POST", `${at}/${name}`, { key: hq, body });
    const intake = async (body) => {
        const made = await api.call("POST", "/api/v1/intakes", { key: hq, body });
        assert.equal(made.status, 201, made.text);
        assert.equal(made.json.state, "sent");
        return `/api/v1/intakes/${made.json.id}`;
    };

    await test("a request is looked after, and becomes a business with a note and a first step", async () => {
        const at = await intake({ kind: "ask", business: "Desert Looms", name: "Dana", phone: "+97286577777", wish: "A loan" });
        const taken = await step(at, "take");
        assert.equal(taken.json.state, "taken");
        assert.equal(taken.json.taken_by, (await api.get("/api/v1/me", hq)).json.id);
        assert.deepEqual(errors(await step(at, "accept", {})), ["who"]);
        assert.deepEqual(errors(await step(at, "accept", { who: "none", nothing: "x" })), ["nothing"]);
        assert.deepEqual(errors(await step(at, "accept", { who: "none" })), ["who"]);
        const done = await step(at, "accept", { who: "business", step: "Call Dana", due_on: "2030-01-02" });
        assert.equal(done.status, 200, done.text);
        const actor = await api.get(`/api/v1/actors/${done.json.actor}`, hq);
        assert.equal(actor.json.name.en.text, "Desert Looms");
        assert.equal((await api.get(`/api/v1/posts?about=${done.json.actor}`, hq)).json.total, 1);
        const tasks = (await api.get(`/api/v1/commitments?about=${done.json.actor}`, hq)).json;
        assert.deepEqual(tasks.items.map((t) => [t.text, t.due_on]), [["Call Dana", "2030-01-02"]]);
        assert.equal((await step(at, "accept", { who: "business" })).status, 412);
        const act = done.headers.get("rakaz-act");
        assert.equal((await api.call("POST", `/api/v1/acts/${act}/undo`, { key: hq })).status, 200);
        assert.equal((await api.get(at, hq)).json.actor, null);
    });

    await test("a proposal becomes a listing; others are refused with a reason, or closed", async () => {
        const proposal = await intake({ kind: "propose", subject: "An empty shop", name: "Noor" });
        const listed = await step(proposal, "accept", { who: "none" });
        assert.equal(listed.json.state, "closed");
        assert.equal((await api.get(`/api/v1/listings/${listed.json.listing}`, hq)).json.title.en.text, "An empty shop");
        const odd = await intake({ kind: "ask", name: "Somebody" });
        assert.deepEqual(errors(await step(odd, "refuse", { reason: null })), ["reason"]);
        assert.deepEqual(errors(await step(odd, "refuse", { reason: 7 })), ["reason"]);
        const refused = await step(odd, "refuse", { reason: "Not in the region" });
        assert.deepEqual([refused.json.state, refused.json.reason], ["refused", "Not in the region"]);
        assert.equal((await step(odd, "take")).status, 412);
        const other = await intake({ kind: "ask", name: "Somebody else" });
        assert.equal((await step(other, "close", {})).json.state, "closed");
        assert.equal((await api.call("POST", "/api/v1/intakes", { key: hq, body: { kind: "ask", state: "closed" } })).status, 422);
    });

    await test("a public link is opened and shut", async () => {
        const made = await api.call("POST", "/api/v1/doors", { key: hq, body: { kind: "ask", name: "Library" } });
        const at = `/api/v1/doors/${made.json.id}`, page = `${api.url}/ask/${made.json.code}`;
        assert.equal((await fetch(page)).status, 200);
        assert.equal((await step(at, "shut")).json.closed, true);
        assert.equal((await fetch(page)).status, 404);
        assert.equal((await step(at, "open")).json.closed, false);
        assert.equal((await fetch(page)).status, 200);
    });
}

async function people(api, url, hq) {
    const call = (method, path, body, more) => api.call(method, `/api/v1/${path}`, { key: hq, body, ...more });
    const any = { headers: { "if-match": "*" } };

    await test("somebody is invited, comes in, is given a role on a place, and adds records there", async () => {
        const place = (await call("POST", "places", { kind: "locality", name: { en: "Yeroham" } })).json.id;
        const other = (await call("POST", "places", { kind: "locality", name: { en: "Dimona" } })).json.id;
        assert.deepEqual(errors(await call("POST", "invites", { name: "Noa", email: "noa@example.org", role: "king" })), ["role"]);
        const invited = await call("POST", "invites", { name: "Noa", email: "noa@example.org", role: "resident", lang: "en" });
        assert.equal(invited.status, 201, invited.text);
        assert.match(invited.json.link, /\/invite\/[\w-]+/);
        assert.ok(invited.json.message.includes(invited.json.link) && invited.json.mailed === false);
        const at = `invites/${invited.json.invite.id}`;
        assert.equal((await api.get(`/api/v1/${at}`, hq)).json.email, "noa@example.org");
        assert.equal((await api.get(`/api/v1/${at}/history`, hq)).status, 200);
        const page = new URL(invited.json.link).pathname;
        await new Browser(url).post(page, page, [["name", "Noa"], ["password", "seven-long-words-here"]]);
        const noa = (await api.get("/api/v1/accounts?email=noa@example.org", hq)).json.items[0];
        assert.equal(noa?.name, "Noa");
        assert.ok((await api.get("/api/v1/invites", hq)).json.items.find((i) => i.id === invited.json.invite.id).accepted_at);

        assert.deepEqual(errors(await call("POST", "grants", { role: "coordinator", place })), ["account"]);
        assert.deepEqual(errors(await call("POST", "grants", { account: "0000000000001", role: "coordinator", place })), ["account"]);
        const given = await call("POST", "grants", { account: noa.id, role: "coordinator", place });
        assert.equal(given.status, 201, given.text);
        assert.equal(given.json.place, place);
        const grant = given.headers.get("location");
        assert.equal((await api.get(grant, hq)).json.role, "coordinator");
        assert.equal((await api.get(`/api/v1/grants?account=${noa.id}`, hq)).json.total, 2);
        assert.equal((await api.get(`${grant}/history`, hq)).status, 200);

        const key = await (await new Browser(url).signIn("noa@example.org")).makeKey(["read", "write"]);
        const add = (body) => api.call("POST", "/api/v1/actors?sure=1", { key, body });
        for (const [more, unit] of [[{}, null], [{ locality: place }, place], [{ locality: other }, place], [{ unit: place }, place]]) {
            const made = await add(business("At home", more));
            assert.equal(made.status, 201, JSON.stringify(more) + made.text);
            assert.equal(made.json.unit, unit, JSON.stringify(more));
            const at = `/api/v1/actors/${made.json.id}`;
            assert.equal((await api.call("PATCH", at, { key, body: { street: "Main" }, headers: { "if-match": made.etag } })).status, 200);
        }
        assert.equal((await call("POST", "actors?sure=1", business("Elsewhere", { unit: other }), { key })).status, 403);
        assert.equal((await call("POST", "grants", { account: noa.id, role: "hq" }, { key })).status, 403);
        assert.equal((await api.get("/api/v1/settings", key)).status, 403);

        const ended = await api.call("POST", `${grant}/end`, { key: hq });
        assert.equal(ended.status, 200, ended.text);
        assert.equal((await add(business("No more"))).status, 403);
    });

    await test("an invitation is taken back", async () => {
        const invited = (await call("POST", "invites", { name: "Dan", email: "dan@example.org", role: "resident" })).json;
        const gone = await call("DELETE", `invites/${invited.invite.id}`, undefined, any);
        assert.ok(gone.json.archived_at, gone.text);
        assert.equal((await fetch(invited.link)).status, 410);
    });

    await test("a colleague is changed, stopped and allowed again", async () => {
        const one = (await api.get("/api/v1/accounts?email=reader@example.org", hq)).json.items[0], at = `accounts/${one.id}`;
        assert.equal((await call("PATCH", at, { phone: "+97286500000" })).status, 428);
        const changed = await call("PATCH", at, { phone: "+97286500000", visibility: "public" }, any);
        assert.equal(changed.json.phone, "+97286500000");
        assert.equal(changed.json.visibility, one.visibility);
        assert.equal((await call("PATCH", at, { password: "x" }, any)).status, 422);
        assert.equal((await call("POST", `${at}/stop`)).json.blocked, true);
        await assert.rejects(() => new Browser(url).signIn("reader@example.org"));
        assert.equal((await call("POST", `${at}/allow`)).json.blocked, false);
        const me = (await api.get("/api/v1/me", hq)).json.id;
        assert.deepEqual(errors(await call("POST", `accounts/${me}/stop`)), ["blocked"]);
        const linked = await call("POST", `${at}/link`);
        assert.equal(linked.status, 200, linked.text);
        assert.ok(linked.json.message.includes(linked.json.link));
        assert.equal((await fetch(linked.json.link)).status, 200);
        assert.ok((await api.get(`/api/v1/${at}`, hq)).json.link_at);
        assert.equal((await call("POST", `${at}/step_off`)).json.totp_on, false);
        const low = await (await new Browser(url).signIn("trustee@example.org")).makeKey(["read", "write"]);
        for (const name of ["link", "step_off", "stop"]) assert.equal((await call("POST", `${at}/${name}`, undefined, { key: low })).status, 403, name);
    });

    await test("the settings of the region are read and changed by its administrators", async () => {
        const was = await api.get("/api/v1/settings", hq);
        assert.equal(was.status, 200, was.text);
        const set = (body, tag) => call("PATCH", "settings", body, tag ? { headers: { "if-match": tag } } : {});
        assert.equal((await set({ answer_days: 5 })).status, 428);
        const now = await set({ answer_days: 5, contact_name: "Negev desk" }, was.etag);
        assert.equal(now.status, 200, now.text);
        assert.deepEqual([now.json.answer_days, now.json.contact_name, now.json.zone], [5, "Negev desk", was.json.zone]);
        assert.equal((await set({ answer_days: 6 }, was.etag)).status, 412);
        assert.deepEqual(errors(await set({ zone: "Mars/Olympus", currency: "zz1" }, "*")).sort(), ["currency", "zone"]);
        assert.equal((await api.get("/api/v1/settings", hq, { "if-none-match": now.etag })).status, 304);
        assert.equal((await api.call("POST", `/api/v1/acts/${now.headers.get("rakaz-act")}/undo`, { key: hq })).status, 200);
    });
}

async function imports(api, hq) {
    const list = "שם העסק,טלפון,יישוב\nמאפיית הייבוא,501234567,דימונה\nקפה הייבוא,052-555-0199,עיר שאינה\nסה\"כ,2,\n";
    const bring = (text, name = "list.csv") => {
        const body = new FormData();
        if (text === null) body.append("other", "x");
        else body.append("file", new Blob([text]), name);
        return api.call("POST", "/api/v1/imports", { key: hq, body });
    };
    const step = (at, name, body) => api.call("POST", `${at}/${name}`, { key: hq, body });
    const until = async (at, states) => {
        for (let i = 0; i < 200; i++) {
            const { json } = await api.get(at, hq);
            if (states.includes(json.state)) return json;
            await new Promise((resolve) => { setTimeout(resolve, 50); });
        }
        throw new Error(`not ${states}`);
    };

    await test("a file is brought, its columns said, checked, brought in and taken back", async () => {
        const brought = await bring(list);
        assert.equal(brought.status, 201, brought.text);
        assert.equal(brought.json.state, "uploaded");
        const at = brought.headers.get("location");
        const columns = await api.get(`${at}/columns`, hq);
        assert.equal(columns.json.into, "businesses");
        assert.deepEqual(columns.json.columns.map((one) => [one.name, one.kind]), [["שם העסק", "name"], ["טלפון", "phone"], ["יישוב", "locality"]]);
        assert.ok(columns.json.kinds.includes("phone") && columns.json.targets.includes("people"));
        assert.equal((await step(at, "run", {})).status, 409);
        assert.deepEqual(errors(await step(at, "columns", { columns: [null, "phone", "locality"] })), ["columns"]);
        assert.deepEqual(errors(await step(at, "columns", { into: "nothing", head: -7 })).sort(), ["head", "into"]);
        assert.deepEqual(errors(await step(at, "columns", { colour: "red" })), ["colour"]);
        assert.equal((await step(at, "columns", { columns: ["name", "phone", "locality"] })).status, 200);
        const checked = await until(at, ["checked"]);
        assert.equal(checked.created, 2);
        assert.equal(checked.report.towns.length >= 1, true);
        assert.deepEqual(errors(await step(at, "check", { known: "nothing" })), ["known"]);
        assert.equal((await step(at, "check", { known: "fill", towns: [{ choice: "make" }] })).status, 200);
        await until(at, ["checked"]);
        assert.equal((await step(at, "run", { known: "update", twins: "new", towns: [{ choice: "text" }] })).status, 200);
        const done = await until(at, ["done"]);
        assert.deepEqual([done.created, done.broken], [2, 1]);
        assert.equal((await api.get("/api/v1/actors?name.has=הייבוא", hq)).json.total, 2);
        assert.match((await api.get(`${at}/left`, hq)).text, /סה/);
        assert.equal((await step(at, "run", {})).status, 409);
        const again = await bring(list, "renamed.csv");
        assert.equal(again.status, 409);
        assert.equal(again.json.id, at.split("/").pop());
        assert.ok((await api.get("/api/v1/imports?state=done", hq)).json.total >= 1);
        assert.equal((await api.get(`${at}/history`, hq)).status, 200);
        assert.equal((await step(at, "undo")).status, 200);
        await until(at, ["undone"]);
        assert.equal((await api.get("/api/v1/actors?name.has=הייבוא", hq)).json.total, 0);
        assert.equal((await step(at, "undo")).status, 409);
    });

    await test("a file that is no table is refused, and an import is stopped", async () => {
        assert.deepEqual(errors(await bring("")), ["file"]);
        assert.deepEqual(errors(await bring(null)), ["file"]);
        const pdf = await bring("%PDF-1.7\n1 0 obj\n");
        assert.deepEqual(errors(pdf), ["file"]);
        assert.ok(pdf.json.errors[0].message.length > 10);
        assert.equal((await api.call("POST", "/api/v1/imports", { key: hq, body: {} })).status, 415);
        const at = (await bring(`${list}אחת,,\n`)).headers.get("location");
        assert.equal((await step(at, "stop")).status, 200);
        const key = await (await new Browser(api.url).signIn("reader@example.org")).makeKey(["read", "write"]);
        for (const [method, path] of [["GET", `${at}/columns`], ["POST", `${at}/undo`], ["GET", at], ["GET", `${at}/left`]]) {
            assert.ok([403, 404].includes((await api.call(method, path, { key })).status), path);
        }
    });
}

async function reading(api, hq) {
    await test("lists are paged, filtered and sorted like the lists on the screen", async () => {
        for (let i = 0; i < 7; i++) await actorOf(api, hq, `Paged ${i}`, { size: i % 2 ? "small" : "micro" });
        const first = await api.get("/api/v1/actors?q=Paged&limit=3&sort=name", hq);
        assert.equal(first.json.total, 7);
        assert.deepEqual(first.json.items.map((a) => a.name.en.text), ["Paged 0", "Paged 1", "Paged 2"]);
        assert.match(first.headers.get("link"), /<\/api\/v1\/actors\?q=Paged&limit=3&sort=name&page=2>; rel="next"/);
        const names = [];
        for (let next = "/api/v1/actors?q=Paged&limit=3&sort=name"; next;) {
            const answer = await api.get(next, hq);
            names.push(...answer.json.items.map((a) => a.name.en.text));
            next = answer.headers.get("link").match(/<([^>]+)>; rel="next"/)?.[1];
        }
        assert.equal(names.length, 7);
        assert.equal((await api.get("/api/v1/actors?q=Paged&size=small", hq)).json.total, 3);
        assert.equal((await api.get("/api/v1/actors?q=Paged&size.ne=small", hq)).json.total, 4);
        assert.equal((await api.get("/api/v1/actors?q=Paged&size=small&size=micro", hq)).json.total, 7);
        assert.equal((await api.get("/api/v1/actors?q=Paged&quiet=1", hq)).status, 200);
        const last = await api.get("/api/v1/actors?q=Paged&limit=500&page=3", hq);
        assert.deepEqual(last.json.items, []);
    });

    await test("fields chooses what is shown", async () => {
        const list = await api.get("/api/v1/actors?q=Paged&limit=1&fields=name,size", hq);
        const shown = Object.keys(list.json.items[0]);
        assert.ok(shown.includes("size") && shown.includes("id") && !shown.includes("phone"));
        const bad = await api.get("/api/v1/actors?fields=name,nothing", hq);
        assert.equal(bad.status, 422);
        assert.deepEqual(errors(bad), ["fields"]);
    });

    await test("a condition that is not understood is refused", async () => {
        for (const query of ["colour=red", "size=huge", "sort=nothing", "limit=501", "page=0", "founded_year.ge=old", "nmae.has=x", "password=x"]) {
            const answer = await api.get(`/api/v1/actors?${query}`, hq);
            assert.equal(answer.status, 422, query);
            assert.ok(answer.json.errors.length, query);
        }
    });

    await test("an answer that is at hand is not sent again", async () => {
        const made = await actorOf(api, hq, "Unchanged");
        const at = `/api/v1/actors/${made.json.id}`;
        assert.equal((await api.get(at, hq, { "if-none-match": made.etag })).status, 304);
        assert.equal((await api.get(at, hq, { "if-none-match": '"1.00000000"' })).status, 200);
        const list = await api.get("/api/v1/actors?q=Unchanged", hq);
        assert.equal((await api.get("/api/v1/actors?q=Unchanged", hq, { "if-none-match": list.etag })).status, 304);
        await api.call("PATCH", at, { key: hq, body: { street: "Main" }, headers: { "if-match": made.etag } });
        assert.equal((await api.get(at, hq, { "if-none-match": made.etag })).status, 200);
        assert.equal((await api.get("/api/v1/actors?q=Unchanged", hq, { "if-none-match": list.etag })).status, 200);
        const doc = await api.get("/api/v1/openapi.json");
        assert.equal((await api.get("/api/v1/openapi.json", null, { "if-none-match": doc.etag })).status, 304);
    });

    await test("files are hung on a note and read again", async () => {
        const post = (await api.call("POST", "/api/v1/posts", { key: hq, body: { kind: "note", text: "With a file" } })).json.id;
        const send = (name, bytes, key = hq) => {
            const body = new FormData();
            if (name) body.append("file", new Blob([bytes]), name);
            else body.append("other", "x");
            return api.call("POST", `/api/v1/posts/${post}/files`, { key, body });
        };
        const hung = await send("list.csv", "name,phone\nבוסתן,08-6588888\n");
        assert.equal(hung.status, 201, hung.text);
        assert.equal(hung.json.items[0].name, "list.csv");
        assert.ok(hung.headers.get("rakaz-act"));
        const at = `/api/v1/files/${hung.json.items[0].id}`;
        assert.equal((await api.get(at, hq)).json.post, post);
        assert.equal((await api.get(`/api/v1/files?post=${post}`, hq)).json.total, 1);
        assert.equal((await api.get(`${at}/history`, hq)).status, 200);
        const bytes = await api.get(`${at}/content`, hq);
        assert.match(bytes.text, /בוסתן/);
        assert.equal((await api.get(`${at}/content`, hq, { "if-none-match": bytes.etag })).status, 304);
        assert.equal((await api.get(`${at}/content`)).status, 401);
        assert.deepEqual(errors(await send("bad.exe", "MZ\u0000\u0001")), ["file"]);
        assert.deepEqual(errors(await send(null)), ["file"]);
        assert.equal((await api.call("POST", `/api/v1/posts/${post}/files`, { key: hq, body: {} })).status, 415);
        assert.equal((await api.call("POST", "/api/v1/posts/0000000000001/files", { key: hq, body: new FormData() })).status, 404);
    });

    await test("records are found by name", async () => {
        /* The image follows what was written a moment later. */
        let found = await api.get("/api/v1/search?q=Unchanged", hq);
        for (let i = 0; i < 100 && !found.json.items.length; i++) {
            await new Promise((resolve) => { setTimeout(resolve, 50); });
            found = await api.get("/api/v1/search?q=Unchanged", hq);
        }
        assert.equal(found.json.items[0].noun, "actors");
        assert.equal((await api.get(found.json.items[0].href, hq)).json.name.en.text, "Unchanged");
        assert.equal((await api.get("/api/v1/search?q=Unchanged&noun=places", hq)).json.items.length, 0);
        assert.deepEqual(errors(await api.get("/api/v1/search?q=x&noun=nothing&limit=0", hq)).sort(), ["limit", "noun"]);
        assert.deepEqual(errors(await api.get("/api/v1/search", hq)), ["q"]);
    });
}

async function refusals(api, hq) {
    const made = await actorOf(api, hq, "Refused");
    const at = `/api/v1/actors/${made.json.id}`;

    await test("a change needs the version that was read, and the right one", async () => {
        for (const method of ["PUT", "PATCH", "DELETE"]) {
            const body = method === "DELETE" ? undefined : business("Refused");
            assert.equal((await api.call(method, at, { key: hq, body })).status, 428, method);
            for (const tag of ['"2"', "nonsense", '"99.12345678"']) {
                const stale = await api.call(method, at, { key: hq, body, headers: { "if-match": tag } });
                assert.equal(stale.status, 412, `${method} ${tag}`);
                assert.equal(stale.json.code, "STALE");
            }
        }
        assert.equal((await api.get(at, hq)).json.version, 1);
        const listed = await api.call("PATCH", at, { key: hq, body: { street: "x" }, headers: { "if-match": '"7", W/"1.00000000"' } });
        assert.equal(listed.status, 200, listed.text);
        assert.equal((await api.call("PATCH", at, { key: hq, body: { street: "y" }, headers: { "if-match": "*" } })).status, 200);
    });

    await test("what is not JSON, or not of the noun, is refused by field", async () => {
        const post = (body, type) => api.call("POST", "/api/v1/actors?sure=1", { key: hq, body, type });
        assert.equal((await post("kind=business", "application/x-www-form-urlencoded")).status, 415);
        assert.equal((await post(business("x"), "text/plain")).status, 415);
        assert.equal((await post(business("x"), "application/merge-patch+json")).status, 415);
        for (const text of ["", "{", "[]", "7", "null", '{"kind":"business","kind":"person"}', `{"name":${"[".repeat(40)}${"]".repeat(40)}}`,
            '{"name":"\u0000"}', "{\"kind\":\"\xff\"}x"]) {
            assert.ok([400, 415].includes((await post(text)).status), text);
        }
        const wrong = await post({ kind: 7, name: "x", phone: ["1"], founded_year: "old", lat: "north", nothing: 1, is_secret: true });
        assert.equal(wrong.status, 422);
        assert.deepEqual(errors(wrong).sort(), ["founded_year", "is_secret", "kind", "lat", "name", "nothing", "phone"]);
        assert.deepEqual(errors(await post({ name: { en: "x" }, kind: "nothing" })), ["kind"]);
        assert.deepEqual(errors(await post(business("x", { locality: "0000000000001" }))), ["locality"]);
        assert.deepEqual(errors(await post(business("x", { unit: "0000000000001" }))), ["unit"]);
        assert.deepEqual(errors(await post({ kind: "business" })), ["name"]);
        const many = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`x${i}`, i]));
        assert.ok((await post(many)).json.errors.length <= 100);
        assert.equal((await post({ kind: "business", name: { en: "x" }, note: "x".repeat(300000) })).status, 413);
    });

    await test("a name that looks like a script comes back as it is, as JSON", async () => {
        const name = "</script><script>alert(1)</script>";
        const odd = await actorOf(api, hq, name);
        assert.equal(odd.json.name.en.text, name);
        assert.ok(!odd.text.includes("<script"));
        const answer = await api.get(`/api/v1/actors/${odd.json.id}`, hq);
        assert.equal(answer.headers.get("content-type"), "application/json");
        assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
        assert.match(answer.headers.get("content-security-policy"), /default-src 'none'.*sandbox/);
    });

    await test("unknown addresses, methods and records are told as problems", async () => {
        assert.equal((await api.get("/api/v1/nothing", hq)).status, 404);
        assert.equal((await api.get("/api/", hq)).status, 404);
        assert.equal((await api.get("/api/v1/actors/0000000000001", hq)).status, 404);
        assert.equal((await api.get("/api/v1/tokens", hq)).status, 404);
        const method = await api.call("DELETE", "/api/v1/actors", { key: hq });
        assert.equal(method.status, 405);
        assert.match(method.headers.get("allow"), /GET, HEAD, POST/);
        assert.equal((await api.get(`/api/v1/actors?q=${"x".repeat(9000)}`, hq)).status, 414);
    });

    await test("no other site may read or write: nothing of CORS is said", async () => {
        const answer = await api.get(at, hq, { origin: "https://elsewhere.example" });
        assert.equal(answer.headers.get("access-control-allow-origin"), null);
        const options = await fetch(api.url + at, { method: "OPTIONS", headers: { origin: "https://elsewhere.example" } });
        assert.equal(options.headers.get("access-control-allow-methods"), null);
    });

    await test("messages come in the language that is asked for", async () => {
        const said = async (query, headers) => (await api.get(`/api/v1/actors/0000000000001${query}`, hq, headers)).json.title;
        assert.equal(await said("", {}), "There is nothing here");
        assert.match(await said("", { "accept-language": "he" }), /[א-ת]/);
        assert.match(await said("?lang=ar", { "accept-language": "he" }), /[\u0600-\u06ff]/);
        const field = await api.call("POST", "/api/v1/actors?lang=he", { key: hq, body: { kind: "business" } });
        assert.match(field.json.errors[0].message, /[א-ת]/);
    });
}

async function feed(api, key, since, limit) {
    const items = [];
    for (let more = true; more;) {
        const page = (await api.get(`/api/v1/changes?since=${since}&limit=${limit}`, key)).json;
        items.push(...page.items);
        since = page.next;
        more = page.more;
    }
    return { items, since };
}

async function writing(api, hq) {
    await test("a request that is sent twice happens once", async () => {
        const send = (key, body) => api.call("POST", "/api/v1/actors?sure=1", { key: hq, body, headers: { "idempotency-key": key } });
        const first = await send("one", business("Once"));
        assert.equal(first.status, 201);
        const again = await send("one", business("Once"));
        assert.equal(again.status, 201);
        assert.equal(again.text, first.text);
        for (const name of ["location", "etag", "rakaz-act"]) assert.equal(again.headers.get(name), first.headers.get(name), name);
        assert.equal((await api.get("/api/v1/actors?name.has=Once", hq)).json.total, 1);
        const other = await send("one", business("Once more"));
        assert.equal(other.status, 422);
        assert.equal(other.json.code, "REUSED_KEY");
        assert.equal((await send("two", { kind: "business" })).status, 422);
        assert.equal((await send("two", { kind: "business" })).status, 422);
        assert.equal((await send("k".repeat(101), business("Long"))).status, 400);
    });

    await test("one that is there already is asked about first", async () => {
        await actorOf(api, hq, "Desert Data", { phone: "+97286581234" });
        const same = await api.call("POST", "/api/v1/actors", { key: hq, body: business("Desert Data", { phone: "+97286581234" }) });
        assert.equal(same.status, 422);
        assert.deepEqual(errors(same), ["name"]);
        assert.equal((await api.call("POST", "/api/v1/actors?sure=1", { key: hq, body: business("Desert Data", { phone: "+97286581234" }) })).status, 201);
    });

    await test("an act is taken back by its number", async () => {
        const made = await actorOf(api, hq, "Undone");
        const act = made.headers.get("rakaz-act");
        assert.ok((await api.get("/api/v1/acts", hq)).json.items.some((a) => a.id === act));
        assert.equal((await api.call("POST", `/api/v1/acts/${act}/undo`, { key: hq })).status, 200);
        assert.ok((await api.get(`/api/v1/actors/${made.json.id}`, hq)).json.archived_at);
        const twice = await api.call("POST", `/api/v1/acts/${act}/undo`, { key: hq });
        assert.equal(twice.status, 409);
        assert.equal(twice.json.code, "TOO_LATE");
    });

    await test("records are merged and parted again", async () => {
        for (const [noun, body] of [["actors?sure=1", () => business("Twin")], ["categories", (i) => ({ name: { en: "Twin" }, code: `T${i}` })],
            ["places", () => ({ name: { en: "Twin" }, kind: "locality" })],
            ["listings", () => ({ title: { en: "Twin" }, kind: "need", state: "open" })]]) {
            const two = [];
            for (let i = 0; i < 2; i++) {
                const made = await api.call("POST", `/api/v1/${noun}`, { key: hq, body: body(i) });
                assert.equal(made.status, 201, `${noun} ${made.text}`);
                two.push(`/api/v1/${noun.replace(/\?.*/, "")}/${made.json.id}`);
            }
            const [winner, loser] = two.map((at) => at.split("/").pop());
            const merged = await api.call("POST", `${two[0]}/merge`, { key: hq, body: { loser } });
            assert.equal(merged.status, 200, `${noun} ${merged.text}`);
            assert.equal((await api.get(two[1], hq)).json.merged_into, winner);
            assert.equal((await api.call("POST", `${two[0]}/merge`, { key: hq, body: { loser: winner } })).status, 409);
            assert.equal((await api.call("POST", `${two[0]}/merge`, { key: hq, body: { winner } })).status, 422);
            const parted = await api.call("POST", `${two[1]}/unmerge`, { key: hq });
            assert.equal(parted.json.merged_into, null, noun);
        }
    });

    await test("the feed tells every change once, in order", async () => {
        const before = await feed(api, hq, 0, 50);
        const numbers = before.items.map((i) => i.number);
        assert.deepEqual(numbers, [...new Set(numbers)].sort((a, b) => a - b));
        const made = await actorOf(api, hq, "Fed");
        const after = await feed(api, hq, before.since, 50);
        assert.deepEqual(after.items.map((i) => [i.noun, i.record, i.kind]), [["actors", made.json.id, "create"]]);
        assert.equal(after.items[0].after.name.en.text, "Fed");
        assert.equal((await api.get("/api/v1/changes?since=-1", hq)).status, 422);
    });
}

async function rights(api, url, hq) {
    const admin = await new Browser(url).signIn("admin@example.org");

    await test("a key does what it may, and no more", async () => {
        const reads = await admin.makeKey(["read"]);
        assert.equal((await api.get("/api/v1/actors", reads)).status, 200);
        assert.equal((await api.call("POST", "/api/v1/actors", { key: reads, body: business("No") })).status, 403);
        assert.equal((await api.get("/api/v1/changes", reads)).status, 403);
        const writes = await admin.makeKey(["write"]);
        assert.equal((await api.get("/api/v1/actors", writes)).status, 403);
        assert.equal((await api.call("POST", "/api/v1/actors", { key: writes, body: business("Written only") })).status, 201);
        const me = await api.get("/api/v1/me", reads);
        assert.deepEqual(me.json.scopes, ["read"]);
        assert.equal(me.json.csrf, null);
    });

    await test("a key for some nouns reaches no others", async () => {
        const key = await admin.makeKey(["read", "write", "export"], ["place", "tie"]);
        assert.equal((await api.get("/api/v1/places", key)).status, 200);
        for (const noun of ["actors", "listings", "posts", "commitments", "categories"]) assert.equal((await api.get(`/api/v1/${noun}`, key)).status, 403, noun);
        assert.equal((await api.call("POST", "/api/v1/actors", { key, body: business("No") })).status, 403);
        const { items } = await feed(api, key, 0, 500);
        assert.ok(items.length > 0 && items.every((i) => ["places", "place_versions", "belongings", "ties", "value_chains", "chain_stages", "stage_actors"].includes(i.noun)));
        assert.deepEqual((await api.get("/api/v1/search?q=Unchanged", key)).json.items, []);
        const made = await actorOf(api, hq, "Act of all");
        assert.equal((await api.call("POST", `/api/v1/acts/${made.headers.get("rakaz-act")}/undo`, { key })).status, 403);
        assert.deepEqual((await api.get("/api/v1/me", key)).json.nouns, ["place", "tie"]);
    });

    await test("a key that ended, is unknown or is no key is refused", async () => {
        const browser = await new Browser(url).signIn("trustee@example.org");
        const key = await browser.makeKey(["read"]);
        assert.equal((await api.get("/api/v1/actors", key)).status, 200);
        await browser.endKeys();
        const ended = await api.get("/api/v1/actors", key);
        assert.equal(ended.status, 401);
        assert.equal(ended.headers.get("www-authenticate"), "Bearer");
        assert.equal((await api.get("/api/v1/actors", "x".repeat(22))).status, 401);
        assert.equal((await api.get("/api/v1/actors", null, { authorization: "Basic YTpi" })).status, 401);
        assert.equal((await fetch(`${url}/me`, { headers: { authorization: `Bearer ${hq}` }, redirect: "manual" })).status, 303);
    });

    await test("who only reads cannot write, and sees no field of the staff", async () => {
        const key = await (await new Browser(url).signIn("reader@example.org")).makeKey(["read", "write"]);
        const made = await actorOf(api, hq, "For all", { visibility: "members", note: "of the staff" });
        const at = `/api/v1/actors/${made.json.id}`;
        const seen = await api.get(at, key);
        assert.equal(seen.status, 200);
        assert.ok(!("note" in seen.json) && !seen.text.includes("of the staff"));
        assert.notEqual(seen.etag, (await api.get(at, hq)).etag);
        assert.equal((await api.call("POST", "/api/v1/actors", { key, body: business("No") })).status, 403);
        for (const method of ["PUT", "PATCH", "DELETE"]) {
            const body = method === "DELETE" ? undefined : { ...business("No") };
            assert.equal((await api.call(method, at, { key, body, headers: { "if-match": "*" } })).status, 403, method);
            assert.equal((await api.call(method, at, { key, body })).status, 403, method);
        }
        assert.equal((await api.call("POST", `${at}/unarchive`, { key })).status, 403);
        assert.equal((await api.call("POST", `${at}/merge`, { key, body: { loser: made.json.id } })).status, 403);
        assert.equal((await api.get(`${at}/history`, key)).status, 403);
        assert.equal((await api.get("/api/v1/changes", key)).status, 403);
        const staff = await actorOf(api, hq, "Unit only");
        assert.equal((await api.get(`/api/v1/actors/${staff.json.id}`, key)).status, 404);
        for (const query of ["note.has=of", "fields=note", "sort=note"]) {
            const asked = await api.get(`/api/v1/actors?${query}`, key);
            assert.ok(asked.status === 422 || !asked.text.includes("of the staff"), query);
        }
    });

    await test("a visitor sees what is public and writes nothing", async () => {
        const open = await actorOf(api, hq, "Open shop", { visibility: "public" });
        assert.equal((await api.get(`/api/v1/actors/${open.json.id}`)).status, 200);
        const list = await api.get("/api/v1/actors");
        assert.ok(list.json.items.every((a) => a.visibility === "public"));
        assert.equal((await api.get("/api/v1/ties")).status, 401);
        assert.equal((await api.get("/api/v1/me")).status, 401);
        assert.equal((await api.get("/api/v1/acts")).status, 401);
        assert.equal((await api.call("POST", "/api/v1/actors", { body: business("No") })).status, 401);
    });

    await test("views saved on the screen are there to be followed", async () => {
        const kept = await admin.post("/actors?size=small", "/views", [["list", "actor"], ["name", "Small ones"], ["address", "size=small"]]);
        assert.equal(kept.status, 303);
        const view = (await api.get("/api/v1/views", hq)).json.items[0];
        assert.equal(view.name, "Small ones");
        assert.equal((await api.get(`/api/v1/views/${view.id}`, hq)).json.list, "actor");
        assert.equal((await api.get(`/api/v1/views/${view.id}/history`, hq)).status, 200);
        assert.equal((await api.get(`/api/v1/actors?${view.address}`, hq)).status, 200);
    });

    await test("the session of a browser reads, and writes with its token only", async () => {
        const me = await api.get("/api/v1/me", admin);
        assert.equal(me.status, 200);
        const send = (headers) => api.call("POST", "/api/v1/actors?sure=1", { key: admin, body: business("From the browser"), headers });
        assert.equal((await send({})).status, 403);
        assert.equal((await send({ "x-csrf-token": "x".repeat(43) })).status, 403);
        assert.equal((await send({ "x-csrf-token": me.json.csrf, origin: "https://elsewhere.example" })).status, 403);
        assert.equal((await send({ "x-csrf-token": me.json.csrf, origin: url })).status, 201);
    });
}

/* Everything that one organisation wrote carries a word that the other must never hear. */
async function canary(api, url, hq) {
    await test("two organisations never see one another's records, by any address", async () => {
        const other = await (await new Browser(url).signIn("other@example.org")).makeKey(["read", "write", "export"]);
        const ids = {};
        for (const [noun, body] of [["actors", business("Canary", { visibility: "members" })], ["places", { name: { en: "Canary" }, kind: "locality", visibility: "members" }],
            ["categories", { name: { en: "Canary" }, code: "CAN" }], ["listings", { title: { en: "Canary" }, kind: "need", state: "open" }]]) {
            const made = await api.call("POST", `/api/v1/${noun}`, { key: hq, body });
            assert.equal(made.status, 201, made.text);
            ids[noun] = made.json.id;
        }
        const act = (await actorOf(api, hq, "Canary too")).headers.get("rakaz-act");
        for (const noun of Object.keys(ids)) {
            const at = `/api/v1/${noun}/${ids[noun]}`;
            for (const path of [at, `${at}/history`]) assert.equal((await api.get(path, other)).status, 404, path);
            for (const [method, path, body] of [["PUT", at, { name: { en: "x" } }], ["PATCH", at, {}], ["DELETE", at], ["POST", `${at}/unarchive`],
                ["POST", `${at}/merge`, { loser: ids[noun] }], ["POST", `${at}/unmerge`]]) {
                const answer = await api.call(method, path, { key: other, body, headers: { "if-match": "*" } });
                assert.ok([404, 409].includes(answer.status), `${method} ${path} ${answer.status}`);
                assert.ok(!answer.text.includes("Canary"));
            }
        }
        assert.equal((await api.call("POST", `/api/v1/acts/${act}/undo`, { key: other })).status, 404);
        const mine = await api.call("POST", "/api/v1/actors", { key: other, body: business("Mine") });
        assert.equal(mine.status, 201, mine.text);
        for (const [noun, body] of [["ties", { from_actor: ids.actors, to_actor: mine.json.id, kind: "supplies", state: "active" }],
            ["posts", { about: ids.actors, kind: "call", text: "x", happened_at: "2026-01-02T08:00:00Z" }], ["actors", business("x", { locality: ids.places })],
            ["actors", business("x", { unit: ids.places })], ["commitments", { text: "x", kind: "task", state: "open", about: ids.actors }]]) {
            const answer = await api.call("POST", `/api/v1/${noun}`, { key: other, body });
            assert.equal(answer.status, 422, `${noun} ${answer.text}`);
        }
        const merge = await api.call("POST", `/api/v1/actors/${mine.json.id}/merge`, { key: other, body: { loser: ids.actors } });
        assert.equal(merge.status, 404);
        const closed = ["/settings", "/outlays", "/plugs", "/lm3_payees"];       /* to headquarters too */
        for (const path of Object.keys(api.doc.paths).filter((p) => api.doc.paths[p].get && !p.includes("{") && !p.endsWith("openapi.json"))) {
            for (const query of path.endsWith("search") ? ["?q=Canary"] : ["", "?limit=500"]) {
                const answer = await api.get(path + (path.endsWith("/me") || path.endsWith("/acts") ? "" : query), other);
                assert.equal(answer.status, closed.some((end) => path.endsWith(end)) ? 403 : 200, path);
                assert.ok(!answer.text.includes("Canary"), path);
            }
        }
        assert.ok((await api.get("/api/v1/search?q=Canary", hq)).json.items.length >= 4);
    });
}

async function all(url) {
    const doc = await (await fetch(`${url}/api/v1/openapi.json?lang=en`)).json();
    await test("the description is a sound OpenAPI 3.1 document", async () => {
        assert.deepEqual(documentFaults(doc), []);
        for (const lang of ["he", "ar"]) {
            const told = await (await fetch(`${url}/api/v1/openapi.json?lang=${lang}`)).json();
            assert.deepEqual(Object.keys(told.paths), Object.keys(doc.paths));
            assert.notEqual(told.info.description, doc.info.description);
        }
    });
    const api = new Caller(url, doc);
    const hq = await (await new Browser(url).signIn("admin@example.org")).makeKey(["read", "write", "export"]);
    await walk(api, hq);
    await comingIn(api, hq);
    await people(api, url, hq);
    await imports(api, hq);
    await reading(api, hq);
    await refusals(api, hq);
    await writing(api, hq);
    await rights(api, url, hq);
    await canary(api, url, hq);
    await accompanying(api, url, hq);
    await test("every answer was as described, and every operation succeeded once", async () => {
        assert.deepEqual(api.faults, []);
        assert.deepEqual(api.unseen(), []);
    });
}

async function limits(url) {
    await test("who asks too often is told as a program when to come back", async () => {
        const answers = [];
        for (let i = 0; i < 400 && answers.at(-1)?.status !== 429; i++) {
            const raw = await fetch(`${url}/api/v1/nothing`, { headers: { "accept-language": "en" } });
            answers.push({ status: raw.status, type: raw.headers.get("content-type"), after: raw.headers.get("retry-after"), json: await raw.json() });
        }
        const last = answers.at(-1);
        assert.equal(last.status, 429);
        assert.equal(last.type, "application/problem+json");
        assert.equal(last.json.code, "TOO_MANY");
        assert.ok(Number(last.after) >= 1);
    });
}

async function suite(region) {
    await withServer(region, ["--no-limits"], all);
    await withServer(region, [], limits);
}

on("sqlite");
await withRegion(null, suite);
on("postgresql");
if (process.env.RAKAZ_TEST_PG) await withRegion(process.env.RAKAZ_TEST_PG, suite);
else skip("RAKAZ_TEST_PG is not set");
