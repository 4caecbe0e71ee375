/* What money and promises do around the cases, by program: value chains, pledges and facilities, and what large buyers
** pay and will buy. */
import assert from "node:assert/strict";
import { Browser, hidden } from "./api_client.mjs";
import { actorOf, errors, oneOf, readOf, test } from "./api_steps.mjs";

const day = (from) => new Date(Date.now() + from * 86400000).toISOString().slice(0, 10);
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
        await oneOf(api, "spend_marks", { name: "Bread", move: "may" }, r.co);
        await payments(api, r, buyer);
    });
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
