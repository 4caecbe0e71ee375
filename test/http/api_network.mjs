/* What money and promises do around the cases, by program: value chains, pledges and facilities, and what large buyers
** pay and will buy. */
import assert from "node:assert/strict";
import { day } from "../days.mjs";
import { Browser, hidden } from "./api_client.mjs";
import { actorOf, errors, oneOf, readOf, test } from "./api_steps.mjs";

const today = day(0);

export async function networking(api, r) {
    const step = async (path, body, key = r.co) => {
        const answer = await api.call("POST", `/api/v1/${path}`, { key, body });
        assert.equal(answer.status, 200, `${path} ${answer.text}`);
        return answer.json;
    };
    const refused = async (path, body, key = r.co) => errors(await api.call("POST", `/api/v1/${path}`, { key, body })).sort();

    await test("a chain is used in a place; a stage that nobody does becomes an opportunity", async () => {
        const ready = await oneOf(api, "value_chains", { name: { en: "Ready honey" }, trade: "food" }, r.admin);
        await oneOf(api, "chain_stages", { chain: ready, name: { en: "Bees" } }, r.admin);
        await step(`value_chains/${ready}/use`, { place: r.place });
        const chain = await oneOf(api, "value_chains", { name: { en: "Honey" }, trade: "food", place: r.place }, r.co);
        const stage = await oneOf(api, "chain_stages", { chain, name: { en: "Bottling" } }, r.co);
        assert.ok((await step(`chain_stages/${stage}/open`)).listing);
        assert.equal((await api.call("POST", `/api/v1/chain_stages/${stage}/open`, { key: r.co })).status, 409);
        await oneOf(api, "stage_actors", { stage, actor: r.client }, r.co);
        assert.equal((await api.call("POST", "/api/v1/stage_actors", { key: r.co, body: { stage, actor: r.client } })).status, 422);
        assert.equal((await api.call("POST", "/api/v1/value_chains", { key: r.own, body: { name: { en: "Theirs" } } })).status, 403);
    });

    await test("somebody is passed over for a need, once, and with the reason", async () => {
        const need = (await api.call("POST", "/api/v1/listings", { key: r.co, body: { title: { en: "Jars" }, kind: "need", state: "open", place: r.place } })).json.id;
        await oneOf(api, "refusals", { need, reason: "far", actor: r.client }, r.co);
        assert.equal((await api.call("POST", "/api/v1/refusals", { key: r.co, body: { need, reason: "full", actor: r.client } })).status, 422);
    });

    await test("an alert is one's own, for a need or for what one looks out for, and ends", async () => {
        const need = (await api.call("POST", "/api/v1/listings", { key: r.co, body: { title: { en: "Lids" }, kind: "need", state: "open", place: r.place } })).json.id;
        assert.equal((await api.call("POST", `/api/v1/listings/${need}/alert`, { key: r.co, body: {} })).status, 409);
        await step(`listings/${need}/alert`, { way: "daily" });
        const mine = (await api.get("/api/v1/alerts", r.co)).json.items.find((one) => one.name === "Lids");
        assert.equal(mine.way, "daily");
        await step(`alerts/${mine.id}/seen`, {});
        assert.equal((await api.get(`/api/v1/alerts/${mine.id}`, r.con)).status, 404);
        await step(`listings/${need}/alert`, {});
        assert.deepEqual(await refused("alerts", { looks_for: "offers", way: "page" }), ["category"]);
        await oneOf(api, "alerts", { looks_for: "actors", place: r.place, nearness: "tree", way: "page" }, r.co);
        const many = { looks_for: "actors", place: r.place, nearness: "tree", amount: 5, counted_in: "kg", way: "page" };
        assert.deepEqual(await refused("alerts", many), ["amount"]);
    });

    await test("a pledge is given in parts, confirmed, kept with evidence, shown and let go", async () => {
        const giver = (await actorOf(api, r.admin, "Salt Works", { kind: "corporation", locality: r.place, visibility: "public" })).json.id;
        const body = { what: { en: "Two machines" }, actor: giver, circle: "in_kind", place: r.place, by_on: day(40) };
        const id = await oneOf(api, "pledges", body, r.co);
        const given = await oneOf(api, "pledge_givens", { pledge: id, what: "The first machine", on_day: today, witness: r.coordinator }, r.co);
        assert.equal((await step(`pledge_givens/${given}/confirm`)).confirmed_on, today);
        assert.ok((await refused(`pledges/${id}/keep`, {})).includes("evidence"));
        assert.equal((await step(`pledges/${id}/keep`, { evidence: "Both stand there", witness: r.coordinator })).state, "kept");
        assert.equal((await step(`pledges/${id}/show`, { on: true })).published_on, today);
        const other = await oneOf(api, "pledges", { ...body, what: { en: "Jobs" }, circle: "jobs" }, r.co);
        await oneOf(api, "hire_counts", { pledge: other, from_on: day(-90), until_on: day(-1), people: "local", local_in: r.place, hired: "to_9" }, r.co);
        assert.deepEqual(await refused(`pledges/${other}/let_go`, {}), ["reason"]);
        assert.equal((await step(`pledges/${other}/let_go`, { reason: "The plant closed" })).state, "let_go");
    });

    await test("a room is asked for, agreed, used, refused and withdrawn; no hour is given twice", async () => {
        const hours = Object.fromEntries(["sun", "mon", "tue", "wed", "thu", "fri", "sat"].map((one) => [one, "8:00-20:00"]));
        const room = await oneOf(api, "facilities", { name: { en: "Kitchen" }, kind: "kitchen", actor: r.client, place: r.place, ...hours }, r.co);
        const ask = (from, until, on = 3) => ({ who: r.client, on_day: day(on), from_time: from, until_time: until, purpose: "Baking" });
        await step(`facilities/${room}/ask`, ask("15:00", "16:00"));
        assert.equal((await api.get(`/api/v1/bookings?facility=${room}`, r.co)).json.total, 1);
        const one = (await api.call("POST", "/api/v1/bookings", { key: r.co, body: { facility: room, ...ask("9:00", "10:00") } })).json.id;
        assert.equal((await step(`bookings/${one}/agree`)).state, "agreed");
        const two = await oneOf(api, "bookings", { facility: room, ...ask("11:00", "12:00") }, r.co);
        assert.deepEqual(await refused(`bookings/${two}/refuse`, {}), ["reason"]);
        assert.equal((await step(`bookings/${two}/refuse`, { reason: "Closed that day" })).state, "refused");
        const three = (await api.call("POST", "/api/v1/bookings", { key: r.co, body: { facility: room, ...ask("13:00", "14:00") } })).json.id;
        assert.equal((await step(`bookings/${three}/withdraw`)).state, "withdrawn");
        const four = (await api.call("POST", "/api/v1/bookings", { key: r.co, body: { facility: room, ...ask("8:00", "9:00", 0) } })).json.id;
        await step(`bookings/${four}/agree`);
        assert.equal((await step(`bookings/${four}/used`)).state, "used");
    });

    await test("what a buyer will buy is told, and quotes are asked of suppliers and decided", async () => {
        const buyer = (await actorOf(api, r.admin, "Council of buyers", { kind: "public_body", locality: r.place })).json.id;
        await oneOf(api, "coming_purchases", { what: "School meals", buyer, from_on: day(60) }, r.co);
        const request = await oneOf(api, "quote_requests", { what: "Bread for ten schools", buyer, answer_by: day(14) }, r.co);
        const one = await oneOf(api, "quotes", { of_request: request, supplier: r.client, why_asked: "Bakes here" }, r.co);
        const far = (await actorOf(api, r.admin, "Far Bakers")).json.id;
        const two = await oneOf(api, "quotes", { of_request: request, supplier: far, why_asked: "To compare" }, r.co);
        assert.equal((await step(`quote_requests/${request}/ask`)).state, "asked");
        for (const [id, body] of [[one, { answer: "offers", price: 120000, answered_on: today }], [two, { answer: "declines", answered_on: today }]]) {
            const answered = await api.call("PATCH", `/api/v1/quotes/${id}`, { key: r.co, headers: { "if-match": "*" }, body });
            assert.equal(answered.status, 200, answered.text);
        }
        assert.equal((await step(`quote_requests/${request}/close`, { chosen: one, chosen_why: "Nearest, and on time" })).state, "closed");
        const held = { title: { en: "Supplier day" }, kind: "supplier_day", place: r.place, host: buyer, from_on: day(20) };
        const on = await oneOf(api, "events", held, r.co);
        const guest = await oneOf(api, "day_guests", { of_event: on, actor: far, why: "Bakes for many" }, r.co);
        const early = await api.call("PATCH", `/api/v1/day_guests/${guest}`, { key: r.co, headers: { "if-match": "*" }, body: { state: "came" } });
        assert.deepEqual(errors(early), ["state"]);
        await oneOf(api, "spend_marks", { name: "Bread", move: "may" }, r.co);
        await payments(api, r, buyer);
    });

    await test("several are one supplier: put together, agreed to, offered, won, delivered; what lacks is refused", async () => {
        const buyer = (await actorOf(api, r.admin, "Kitchen of schools", { kind: "public_body", locality: r.place })).json.id;
        const other = (await actorOf(api, r.admin, "Second bakery", { locality: r.place })).json.id;
        const body = { title: { en: "Bread together" }, form: "supply", place: r.place };
        assert.deepEqual(errors(await api.call("POST", "/api/v1/consortia", { key: r.co, body })), ["buyer"]);
        const id = await oneOf(api, "consortia", { ...body, buyer }, r.co);
        await oneOf(api, "consortium_parts", { consortium: id, what: "Rolls", counted_in: "rolls", quantity: 100, rhythm: "week" }, r.co);
        const row = { consortium: id, role: "lead", capacity: 60, share: 60 };
        const one = await oneOf(api, "consortium_members", { ...row, actor: r.client }, r.co);
        const two = await oneOf(api, "consortium_members", { ...row, role: "member", share: 40, actor: other }, r.co);
        assert.deepEqual(await refused(`consortium_members/${one}/agree`, {}), ["agreed_words"]);
        assert.deepEqual(await refused(`consortia/${id}/agree`), ["state"]);
        for (const m of [one, two]) assert.equal((await step(`consortium_members/${m}/agree`, { agreed_words: "By phone" })).says, "agreed");
        assert.ok((await step(`consortia/${id}/agree`)).body);
        assert.equal((await api.call("POST", `/api/v1/consortia/${id}/won`, { key: r.co })).status, 409);
        const person = await new Browser(api.url).signIn("coordinator@example.org");
        for (const [paper, lang] of [["bid", "he"], ["sharing", "ar"], ["sharing", "en"]]) {
            const pdf = await person.fetch(`/papers/${paper}/${id}?lang=${lang}`);
            assert.equal(pdf.status, 200, paper);
            assert.equal(Buffer.from(await pdf.arrayBuffer()).subarray(0, 5).toString(), "%PDF-");
        }
        await signed(api, r, person, id);
        assert.equal((await step(`consortia/${id}/reopen`)).state, "forming");
        await step(`consortia/${id}/agree`);
        await step(`consortia/${id}/offer`);
        assert.equal((await step(`consortia/${id}/won`)).state, "won");
        await step(`consortia/${id}/deliver`);
        await oneOf(api, "consortium_deliveries", { consortium: id, member: one, on_day: today, quantity: 50, fate: "received" }, r.co);
        assert.equal((await step(`consortium_members/${two}/leave`, { reason: "Moved away" })).says, "left");
        assert.equal((await step(`consortia/${id}/end`, {})).state, "ended");
        const lost = await oneOf(api, "consortia", { ...body, title: { en: "Not theirs" }, buyer }, r.co);
        assert.equal((await api.call("POST", `/api/v1/consortia/${lost}/lost`, { key: r.co, body: { reason: "Too dear" } })).status, 409);
        assert.equal((await api.call("POST", "/api/v1/consortia", { key: r.own, body: { ...body, buyer } })).status, 403);
    });

    await test("a joint purchase chooses a quote; packages sold are split to the last agora", async () => {
        const other = (await actorOf(api, r.admin, "Third bakery", { locality: r.place })).json.id;
        const make = async (form, more) => {
            const id = await oneOf(api, "consortia", { title: { en: `Together, ${form}` }, form, place: r.place, ...more }, r.co);
            const part = await oneOf(api, "consortium_parts", { consortium: id, what: "Bags", counted_in: "bags", rhythm: "month" }, r.co);
            for (const [actor, role, share] of [[r.client, "lead", 33.33], [other, "member", 66.67]]) {
                const m = await oneOf(api, "consortium_members", { consortium: id, actor, role, capacity: 10, share }, r.co);
                await step(`consortium_members/${m}/agree`, { agreed_words: "By phone" });
            }
            return { id, part };
        };
        const bought = await make("purchase"), sold = await make("market", { price: 10001 });
        const quote = await oneOf(api, "consortium_quotes", { consortium: bought.id, part: bought.part, supplier: other, from_one: 1, price_one: 40 }, r.co);
        assert.equal((await step(`consortium_quotes/${quote}/choose`)).chosen_on, today);
        for (const way of ["agree", "offer"]) await step(`consortia/${bought.id}/${way}`);
        assert.equal((await step(`consortia/${bought.id}/lost`, { reason: "Sold out" })).state, "lost");
        for (const way of ["agree", "offer", "won", "deliver"]) await step(`consortia/${sold.id}/${way}`);
        await step(`consortia/${sold.id}/sold`, { on_day: today, packages: 3 });
        const rows = (await api.get(`/api/v1/consortium_deliveries?consortium=${sold.id}`, r.co)).json.items;
        assert.equal(rows.reduce((sum, one) => sum + one.money, 0), 30003);
    });

    await test("what is bought here now is noted on a step against a leak, and a sheet of a link is left out and counted again", () => leaks(api, r, step, refused));

    await test("what buyers have published is open contracting data, and a package comes in as a draft", () => openData(api, r));
}

/* What is published stands open, without an account and without who is nobody's business; a package of others comes in as
** a draft, and what is no package is refused. */
async function openData(api, r) {
    const buyer = (await actorOf(api, r.admin, "Open council", { kind: "public_body", locality: r.place, visibility: "public" })).json.id;
    const shown = await oneOf(api, "coming_purchases", { what: "Open benches", buyer, published: true }, r.co);
    await api.call("POST", "/api/v1/coming_purchases", { key: r.co, body: { what: "Hidden benches", buyer } });
    const text = await (await fetch(`${api.url}/ocds/releases.json`)).text(), all = JSON.parse(text);
    assert.equal(all.version, "1.1");
    const one = all.releases.find((release) => release.tender.title === "Open benches");
    assert.ok(one.ocid.endsWith(shown) && one.parties.every((party) => party.roles.length) && one.tag.includes("planning"));
    assert.ok(!text.includes("Hidden benches"));
    const records = await (await fetch(`${api.url}/ocds/records.json`)).json();
    assert.equal(records.records.length, all.releases.length);
    assert.deepEqual(records.records[0].compiledRelease.tag, ["compiled"]);
    const bring = (pack) => {
        const body = new FormData();
        body.set("file", new Blob([JSON.stringify(pack)]), "package.json");
        return api.call("POST", `/api/v1/payment_files?buyer=${buyer}`, { key: r.co, body });
    };
    const release = { ocid: "x-1", id: "1", date: "2026-01-01T00:00:00Z", tag: ["planning"], initiationType: "tender", tender: { id: "t", title: "Chairs" } };
    const made = await bring({ uri: "u", version: "1.1", publishedDate: "2026-01-01T00:00:00Z", publisher: { name: "P" }, releases: [release] });
    assert.equal(made.status, 201, made.text);
    assert.deepEqual([made.json.coming_n, made.json.rows_n], [1, 0]);
    const old = await bring({ version: "1.0", releases: [release] });
    assert.deepEqual(errors(old), ["file"]);
    assert.match(old.text, /1\.0/);
}

/* A file comes by its page; programs count it, read what was decided of its payees, and put both away. */
async function payments(api, r, buyer) {
    const person = await new Browser(api.url).signIn("coordinator@example.org"), page = `/purchases/${buyer}/new`;
    const html = await (await person.fetch(page)).text(), body = new FormData();
    for (const name of ["csrf", "op"]) body.set(name, hidden(html, name));
    body.set("file", new Blob(["Supplier Name,Amount,Paid Date,Trans No\nGood Bread Ltd,1200.50,03/02/2026,7\n"]), "paid.csv");
    const brought = await person.fetch(page, { method: "POST", body, headers: { origin: api.url } });
    assert.equal(brought.status, 303, await brought.text());
    const file = await readOf(api, "payment_files", r.co);
    const rows = { buyer, name: "may.json", rows: [{ "supplier name": "Salt Bread Ltd", amount: "75.25", "paid date": "2026-05-03", "trans no": "8" }] };
    const made = await api.call("POST", "/api/v1/payment_files/rows", { key: r.co, body: rows });
    assert.equal(made.status, 201, made.text);
    assert.deepEqual([made.json.state, made.json.kept, made.json.rows_n], ["draft", 7525, 1]);
    assert.equal((await api.call("POST", "/api/v1/payment_files/rows", { key: r.co, body: rows })).status, 409);
    const nothing = await api.call("POST", "/api/v1/payment_files/rows", { key: r.co, body: { buyer, rows: [{ a: "1" }, { a: "2" }] } });
    assert.deepEqual(errors(nothing), ["rows"]);
    const sent = new FormData(), at = `/api/v1/payment_files?buyer=${buyer}`;
    sent.set("file", new Blob(["Supplier Name,Amount,Paid Date,Trans No\nSand Works Ltd,10.00,03/02/2026,17\n"]), "more.csv");
    assert.equal((await api.call("POST", at, { key: r.co, body: sent })).status, 201);
    assert.equal((await api.call("POST", at, { key: r.own, body: sent })).status, 403);
    const counted = await api.call("POST", `/api/v1/payment_files/${file.id}/count`, { key: r.co });
    assert.equal(counted.status, 200, counted.text);
    const payees = `/purchases/${buyer}/payees`;
    const lists = await Promise.all([0, 1, 2].map(async (show) => (await person.fetch(`${payees}?show=${show}`)).text()));
    const key = lists.join("").match(/name="key" value="([0-9a-f]+)"/)[1];
    const said = await person.post(page, payees, [["key", key], ["name", "Good Bread Ltd"], ["verdict", "same"], ["actor", r.client]]);
    assert.equal(said.status, 303, await said.text());
    const match = await readOf(api, "payee_matches", r.co);
    for (const at of [`/api/v1/payee_matches/${match.id}`, `/api/v1/payment_files/${file.id}`]) {
        assert.equal((await api.call("DELETE", at, { key: r.co, headers: { "if-match": "*" } })).status, 200, at);
        assert.equal((await api.call("POST", `${at}/unarchive`, { key: r.co })).status, 200, at);
    }
}

/* The scan comes with a form, as people bring it; programs read who signed and when. */
async function signed(api, r, person, id) {
    const page = `/consortia/${id}/sign`, html = await (await person.fetch(page)).text(), body = new FormData();
    for (const name of ["csrf", "op"]) body.set(name, hidden(html, name));
    body.set("signed_on", today);
    body.set("signed_by", "Both of them");
    body.set("paper", new Blob(["%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"], { type: "application/pdf" }), "scan.pdf");
    const filed = await person.fetch(page, { method: "POST", body, headers: { origin: api.url } });
    assert.equal(filed.status, 303, await filed.text());
    const paper = await readOf(api, "consortium_signings", r.co);
    assert.deepEqual([paper.signed_by, paper.signed_on], ["Both of them", today]);
}

async function leaks(api, r, step, refused) {
    const staff = await new Browser(api.url).signIn("coordinator@example.org");
    const category = (await api.get("/api/v1/categories?limit=1", r.co)).json.items[0].id;
    const buyer = (await actorOf(api, r.admin, "Kitchen that buys", { locality: r.place })).json.id;
    const plug = await oneOf(api, "plugs", { title: "Bread from here", place: r.place, category, way: "meet", maker: r.client }, r.co);
    const fields = { about: "Bread", one: r.client, why_one: "They bake", other: buyer, why_other: "They cook", plug };
    assert.equal((await staff.post(`/introductions/new?plug=${plug}`, "/introductions", Object.entries(fields))).status, 303);
    const introduction = (await api.get("/api/v1/introductions", r.co)).json.items.find((one) => one.plug === plug).id;
    const body = { introduction, amount: 240000 };
    assert.equal((await api.call("POST", `/api/v1/plugs/${plug}/bought`, { key: r.co, body })).status, 409);       /* they do not trade */
    for (const side of ["one", "other"]) await step(`introductions/${introduction}/phone`, { side, says: "yes", gives: [] });
    await api.call("POST", "/api/v1/intro_outcomes", { key: r.co, body: { introduction, met: "met", came: "one_sells", value: 240000 } });
    assert.deepEqual(await refused(`plugs/${plug}/bought`, { introduction }), ["amount"]);
    assert.equal((await step(`plugs/${plug}/bought`, body)).id, plug);
    const noted = (await api.get(`/api/v1/outlays?place=${r.place}`, r.co)).json.items.find((one) => one.plug === plug);
    assert.deepEqual([noted.low, noted.per, noted.bought], [240000, "year", "place"]);
    assert.equal((await api.call("POST", `/api/v1/plugs/${plug}/bought`, { key: r.co, body })).status, 409);       /* once a year */

    const door = await oneOf(api, "doors", { kind: "spend", name: "At the clinic", place: r.place, until_on: day(30) }, r.admin);
    const code = (await api.get(`/api/v1/doors/${door}`, r.admin)).json.code;
    const told = await new Browser(api.url).post(`/spend/${code}`, `/spend/${code}`, [["kind", "household"], ["a0", "3"], ["w0", "3"]]);
    assert.equal(told.status, 303);
    const rows = async () => (await api.get(`/api/v1/outlays?place=${r.place}&limit=200`, r.co)).json.items.filter((one) => one.door === door);
    const sheet = (await rows())[0].sheet;
    assert.deepEqual(await refused(`places/${r.place}/leave_out_sheet`, { sheet }), ["why"]);
    assert.equal((await step(`places/${r.place}/leave_out_sheet`, { sheet, why: "A joke" })).id, r.place);
    assert.equal((await rows()).length, 0);
    await step(`places/${r.place}/leave_out_sheet`, { sheet, back: true });
    assert.equal((await rows()).length, 1);
    assert.equal((await api.call("POST", `/api/v1/places/${r.place}/leave_out_sheet`, { key: r.con, body: { sheet: 9999, why: "x" } })).status, 404);
}
