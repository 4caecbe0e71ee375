/* What a unit works with around its cases, by program: initiatives, the future of places, agreements, the budget, tools,
** ties that are needed and people brought together, dates and learning. */
import assert from "node:assert/strict";
import { day } from "../days.mjs";
import { Browser } from "./api_client.mjs";
import { actorOf, addedOne, errors, oneOf, readOf, test } from "./api_steps.mjs";

const today = day(0);
const year = Number(today.slice(0, 4));

/* A step that succeeds, and the record after it. */
const steps = (api, key) => async (path, body, other = key) => {
    const answer = await api.call("POST", `/api/v1/${path}`, { key: other, body });
    assert.equal(answer.status, 200, `${path} ${answer.text}`);
    return answer.json;
};

/* A step that is refused, by its fields. */
const refusals = (api, key) => async (path, body, other = key) => errors(await api.call("POST", `/api/v1/${path}`, { key: other, body })).sort();

async function planning(api, r) {
    const step = steps(api, r.co), refused = refusals(api, r.co);

    await test("an initiative is led, builds on what was there, is looked at again and closed", async () => {
        const body = { goal: { en: "A market every week" }, place: r.place, lines: ["economic"], lead: r.consultant };
        const id = await oneOf(api, "initiatives", body, r.co);
        assert.deepEqual(await refused(`initiatives/${id}/start`, {}), ["lead", "why_new"]);
        assert.deepEqual(await refused(`initiatives/${id}/start`, { lead: 7, from_on: today, colour: "red" }), ["colour", "lead"]);
        assert.equal((await api.call("POST", `/api/v1/initiatives/${id}/accept`, { key: r.co })).status, 403);
        assert.ok((await step(`initiatives/${id}/accept`, undefined, r.con)).lead_accepted_at);
        await addedOne(api, "initiative_bases", { initiative: id, what: "The market of old" }, r.co);
        assert.equal((await step(`initiatives/${id}/start`, { from_on: today })).state, "runs");
        await oneOf(api, "initiative_partners", { initiative: id, actor: r.client, brings: "Twelve stalls" }, r.co);
        await oneOf(api, "initiative_reviews", { initiative: id, span: "short", due_on: day(30) }, r.co);
        assert.equal((await api.get(`/api/v1/initiative_reviews?initiative=${id}`, r.own)).status, 403);
        assert.deepEqual(await refused(`initiatives/${id}/steps`, { text: "A roof", infra: true }), ["enables"]);
        await step(`initiatives/${id}/steps`, { text: "Print the posters", owner: r.consultant });
        const task = (await api.get(`/api/v1/commitments?initiative=${id}`, r.con)).json.items[0];
        assert.deepEqual([task.text, task.accepted_at], ["Print the posters", null]);
        assert.ok((await step(`commitments/${task.id}/accept`, undefined, r.con)).accepted_at);
        assert.equal((await step(`commitments/${task.id}/move`, { by: 7 })).due_on, day(7));
        assert.deepEqual(await refused(`commitments/${task.id}/move`, { by: "7" }), ["by"]);
        assert.deepEqual(await refused(`initiatives/${id}/close`, { lives_on: "nobody" }), ["lives_on"]);
        assert.deepEqual(await refused(`initiatives/${id}/close`, {}), ["learned", "lives_on"]);
        const end = { learned: "Begin early", lives_on: "shared", what_lives_on: "The market" };
        assert.equal((await step(`initiatives/${id}/close`, end)).lives_on, "shared");
    });

    await test("wishes become themes and goals, proposals are decided with the reason, and only what is shown is public", async () => {
        const picture = await oneOf(api, "pictures", { place: r.place, text: { en: "Shops for all" }, horizon: year + 15 }, r.co);
        assert.equal((await step(`pictures/${picture}/read`)).read_on, today);
        assert.equal((await step(`pictures/${picture}/show`, { on: true })).shown, true);
        assert.equal((await step(`pictures/${picture}/show`, { on: false })).shown, false);
        assert.deepEqual(await refused(`pictures/${picture}/show`, { on: "1" }), ["on"]);
        assert.deepEqual(await refused(`pictures/${picture}/show`, {}), ["on"]);
        const wish = await oneOf(api, "wishes", { place: r.place, words: "A place to repair things" }, r.co);
        const theme = await oneOf(api, "themes", { place: r.place, name: { en: "Repair" } }, r.co);
        assert.deepEqual(await refused(`wishes/${wish}/sort`, {}), ["theme"]);
        assert.equal((await step(`wishes/${wish}/sort`, { theme: [theme], fit: true })).fit, true);
        assert.equal((await readOf(api, "wish_themes", r.co)).theme, theme);
        assert.equal((await api.get("/api/v1/wishes", r.own)).status, 403);
        assert.equal((await step(`themes/${theme}/show`, { on: true })).shown, true);
        await addedOne(api, "hand_counts", { theme, hands: 12, held_on: today, held_at: "Library" }, r.co);
        const aim = await oneOf(api, "aims", { place: r.place, text: { en: "A repair shop" }, line: "environmental" }, r.co);
        assert.equal((await step(`aims/${aim}/take`, {})).owner, r.coordinator);
        assert.equal((await step(`aims/${aim}/take`, { back: true })).owner, null);
        assert.equal((await step(`aims/${aim}/show`, { on: true })).shown, true);
        await addedOne(api, "aim_themes", { aim, theme }, r.co);
        assert.equal((await api.get("/api/v1/wish_pages", r.co)).json.total, 0);
        await step(`places/${r.place}/future`, { on: true });
        const page = await readOf(api, "wish_pages", r.co);
        assert.equal(page.shown, true);
        assert.ok(!("salt" in page));
        assert.equal((await fetch(`${api.url}/future/${page.code}`)).status, 200);
        const proposal = await oneOf(api, "proposals", { place: r.place, title: { en: "Close the street to cars" } }, r.co);
        await addedOne(api, "opinions", { proposal, standing: "resident", view: "only_if", words: "If there is a bus", who: "Noor" }, r.co);
        assert.ok(!("who" in (await api.get(`/api/v1/opinions?proposal=${proposal}`, r.own)).json.items[0]));
        assert.deepEqual(await refused(`proposals/${proposal}/decide`, { decision: "On Fridays", prevailed: "all" }), ["decided_on", "decision", "prevailed", "why"]);
        const decided = { decision: { en: "On Fridays" }, decided_on: today, prevailed: "together", why: { en: "Both can live with it" } };
        assert.deepEqual(await refused(`proposals/${proposal}/decide`, { ...decided, why: { xx: "?" } }), ["why"]);
        const after = await step(`proposals/${proposal}/decide`, decided);
        assert.deepEqual([after.state, after.why.en.text], ["decided", "Both can live with it"]);
        assert.equal((await step(`proposals/${proposal}/show`, { on: true })).shown, true);
    });

    await test("a key for other kinds of records reads neither the future nor the budget", async () => {
        const person = await new Browser(api.url).signIn("coordinator@example.org");
        const tasks = await person.makeKey(["read", "write"], ["commitment"]), future = await person.makeKey(["read", "write"], ["future"]);
        for (const noun of ["initiatives", "wishes", "aims", "proposals"]) {
            assert.equal((await api.get(`/api/v1/${noun}`, tasks)).status, 403, noun);
            assert.equal((await api.get(`/api/v1/${noun}`, future)).status, 200, noun);
        }
        for (const noun of ["agreements", "funds", "spendings"]) assert.equal((await api.get(`/api/v1/${noun}`, future)).status, 403, noun);
        assert.equal((await api.call("POST", `/api/v1/places/${r.place}/future`, { key: future, body: { on: false } })).status, 403);
    });
}

async function promising(api, r) {
    const step = steps(api, r.co), refused = refusals(api, r.co);

    await test("an agreement of two sides is signed, looked at, kept and ended", async () => {
        const town = (await actorOf(api, r.admin, "Council of a town", { kind: "public_body", locality: r.place })).json.id;
        const body = { title: "The town backs the unit", kind: "authority", actor: town, place: r.place };
        const id = await oneOf(api, "agreements", body, r.co);
        const ours = await oneOf(api, "undertakings", { agreement: id, side: "ours", text: "A report each year", by_on: day(20) }, r.co);
        const theirs = await oneOf(api, "undertakings", { agreement: id, side: "theirs", text: "A room", by_on: day(20) }, r.co);
        assert.deepEqual(await refused(`agreements/${id}/sign`, { signed_by: "The mayor" }), ["signed_on"]);
        const signed = await step(`agreements/${id}/sign`, { signed_by: "The mayor", signed_on: today, review_on: day(300) });
        assert.deepEqual([signed.state, signed.review_on], ["signed", day(300)]);
        assert.deepEqual(await refused(`undertakings/${ours}/kept`, {}), ["evidence"]);
        assert.equal((await step(`undertakings/${ours}/kept`, { evidence: "Sent in May" })).state, "kept");
        assert.equal((await step(`undertakings/${theirs}/changed`, { reason: "The room is let" })).state, "changed");
        assert.deepEqual(await refused(`agreements/${id}/review`, {}), ["reviewed_on"]);
        const looked = { reviewed_on: today, review_on: day(600), review_words: "It holds" };
        assert.equal((await step(`agreements/${id}/review`, looked)).review_on, day(600));
        assert.equal((await step(`agreements/${id}/end`, { end_reason: "Another one" })).state, "ended");
        assert.equal((await api.get("/api/v1/agreements", r.own)).status, 403);
    });

    await test("a budget source has lines and spendings; what is spent comes from a sheet too", async () => {
        const body = { name: "Ministry, growth", place: r.place, from_on: `${year}-01-01`, until_on: `${year + 1}-12-31`, total: 90000000 };
        const fund = await oneOf(api, "funds", body, r.co);
        const line = await oneOf(api, "budget_lines", { fund, year, purpose: "Room", kind: "infrastructure", planned: 4000000 }, r.co);
        const spent = await oneOf(api, "spendings", { line, on_day: today, amount: 120050, note: "Rent" }, r.co);
        assert.equal((await api.get(`/api/v1/spendings/${spent}`, r.co)).json.fund, fund);
        await step(`funds/${fund}/paste`, { rows: `${today}\t310.00\tRoom\tCurtains\tR-7\n` });
        assert.equal((await api.get(`/api/v1/spendings?fund=${fund}&note=Curtains`, r.co)).json.items[0].amount, 31000);
        assert.deepEqual(await refused(`funds/${fund}/paste`, { rows: "nothing of the kind" }), ["rows"]);
        assert.equal((await api.call("DELETE", `/api/v1/funds/${fund}`, { key: r.co, headers: { "if-match": "*" } })).status, 409);
        for (const key of [r.con, r.own]) assert.equal((await api.get("/api/v1/spendings", key)).status, 403);
    });
}

/* In the case: what its team and the owner do together. */
async function inTheCase(api, r) {
    const step = steps(api, r.co), refused = refusals(api, r.co);

    await test("a tool is shown in a case, tried and in use; what a unit changed goes back to the catalogue", async () => {
        const tool = await oneOf(api, "tools", { title: { en: "Shared window" } }, r.co);
        const variant = await oneOf(api, "tool_variants", { tool, title: "With the school", place: r.place, changed: "Children paint it", why: "They asked" }, r.co);
        assert.deepEqual(await refused(`tool_variants/${variant}/share`), ["result"]);
        const at = `/api/v1/tool_variants/${variant}`;
        assert.equal((await api.call("PATCH", at, { key: r.co, body: { result: "Ten windows" }, headers: { "if-match": "*" } })).status, 200);
        assert.equal((await step(`tool_variants/${variant}/share`)).shared_on, today);
        assert.equal((await step(`tool_variants/${variant}/unshare`)).shared_on, null);
        const use = await oneOf(api, "tool_uses", { of_case: r.id, tool, step: "shown" }, r.co);
        assert.deepEqual(await refused(`tool_uses/${use}/move`, { step: "let_go" }), ["reason"]);
        assert.equal((await step(`tool_uses/${use}/move`, { step: "in_use", result: "More people stop" })).used_on, today);
        assert.equal((await step(`tool_uses/${use}/kept`)).kept_on, today);
        await addedOne(api, "tool_notes", { of_use: use, text: "Ask again in May" }, r.co);
        assert.equal((await api.get(`/api/v1/tool_uses/${use}`, r.own)).status, 200);
        assert.equal((await api.get("/api/v1/tool_notes", r.own)).status, 403);
        assert.equal((await api.get("/api/v1/tool_uses", r.admin)).json.total, 0);
    });

    await test("a needed tie is looked for, chosen, asked and active; two are brought together and tell what came of it", async () => {
        await oneOf(api, "tie_templates", { why: { en: "Somebody who carries" }, role: "distributor", how_many: 1 }, r.admin);
        const carrier = (await actorOf(api, r.admin, "Desert Carriers", { locality: r.place })).json.id;
        const dyer = (await actorOf(api, r.admin, "Desert Dyers", { locality: r.place })).json.id;
        const wanted = await oneOf(api, "wanted_ties", { of_case: r.id, why: "Somebody who carries", role: "distributor" }, r.co);
        assert.deepEqual(await refused(`wanted_ties/${wanted}/asked`), ["candidate"]);
        assert.equal((await step(`wanted_ties/${wanted}/choose`, { actor: carrier })).state, "chosen");
        assert.equal((await step(`wanted_ties/${wanted}/asked`)).state, "asked");
        assert.ok((await step(`wanted_ties/${wanted}/active`)).tie);
        assert.deepEqual(await refused(`wanted_ties/${wanted}/let_go`, {}), ["reason"]);
        assert.equal((await step(`wanted_ties/${wanted}/let_go`, { reason: "Too dear" })).state, "let_go");
        assert.equal((await step(`wanted_ties/${wanted}/again`)).state, "wanted");
        const words = { about: "Colours", one: r.client, why_one: "They dye wool", other: dyer, why_other: "They weave" };
        const id = await oneOf(api, "introductions", words, r.co);
        assert.equal((await step(`introductions/${id}/again`)).state, "asked");
        assert.equal((await step(`introductions/${id}/phone`, { side: "one", says: "yes", gives: ["phone"] })).state, "one_agreed");
        const both = await step(`introductions/${id}/phone`, { side: "other", says: "yes", gives: [] });
        assert.deepEqual([both.state, both.one_gives], ["both_agreed", ["phone"]]);
        assert.ok(!("key_one" in both));
        const told = await api.call("POST", "/api/v1/intro_outcomes", { key: r.co, body: { introduction: id, met: "met", came: "one_sells", value: 500000 } });
        assert.equal(told.status, 201, told.text);
        await readOf(api, "intro_outcomes", r.co);
        assert.equal((await api.get("/api/v1/introductions", r.admin)).json.items.filter((one) => one.id === id).length, 0);
    });

    await test("services are written down, the case was talked about, and questions are asked of the owner and shown", async () => {
        await oneOf(api, "services", { of_case: r.id, kind: "training", what: "Selling online", on_day: today, minutes: 90 }, r.co);
        assert.equal((await step(`cases/${r.id}/discussed`)).discussed_on, today);
        const survey = (await readOf(api, "surveys", r.co, "?kind=diagnosis")).id;
        const way = (await api.get(`/api/v1/answer_sheets?of_case=${r.id}&state=begun`, r.co)).json.items;
        for (const sheet of way) await step(`answer_sheets/${sheet.id}/finish`);
        const begun = await api.call("POST", "/api/v1/answer_sheets", { key: r.co, body: { of_case: r.id, survey, answered_on: today, way: "owner" } });
        assert.equal(begun.status, 201, begun.text);
        await step(`answer_sheets/${begun.json.id}/ask_owner`);
        const told = await readOf(api, "told_rounds", r.own, "?state=asked");
        const item = (await api.get(`/api/v1/survey_items?of_version=${begun.json.of_version}&kind=scale`, r.co)).json.items[0].id;
        const send = (key, chosen) => api.call("POST", `/api/v1/told_rounds/${told.id}/answers`, { key, body: { item, state: "answered", chosen } });
        assert.equal((await send(r.co, 2)).status, 403);
        assert.equal((await send(r.admin, 2)).status, 404);
        const said = await send(r.own, 2);
        assert.equal(said.status, 201, said.text);
        const better = await api.call("PATCH", `/api/v1/told_answers/${said.json.id}`, { key: r.own, body: { chosen: 4 }, headers: { "if-match": said.etag } });
        assert.equal(better.json.chosen, 4, better.text);
        const whole = await api.call("PUT", `/api/v1/told_answers/${said.json.id}`, { key: r.own, body: better.json, headers: { "if-match": better.etag } });
        assert.equal(whole.status, 200, whole.text);
        await readOf(api, "told_answers", r.own);
        assert.equal((await step(`told_rounds/${told.id}/send`, undefined, r.own)).state, "answered");
        await step(`answer_sheets/${begun.json.id}/finish`);
        await step(`answer_sheets/${begun.json.id}/show`, { words: "We read it together", notes: false });
        assert.equal((await api.get(`/api/v1/told_rounds/${told.id}`, r.own)).json.state, "shown");
        await step(`told_rounds/${told.id}/take_back`);
        assert.equal((await api.get("/api/v1/told_rounds", r.admin)).json.total, 0);
    });

    await test("what an owner answered of a follow-up by themselves is confirmed by the team", async () => {
        const wave = (await api.get(`/api/v1/waves?of_case=${r.id}&sort=due_on`, r.co)).json.items[0].id;
        await step(`waves/${wave}/answer`, { life: "working", jobs: 3, changed: "More orders", part: "much", signed_name: "Rotem" }, r.own);
        assert.ok((await step(`waves/${wave}/confirm`)).confirmed_on);
        assert.equal((await api.call("POST", `/api/v1/waves/${wave}/confirm`, { key: r.co })).status, 409);
    });
}

async function around(api, r) {
    const step = steps(api, r.co), refused = refusals(api, r.co);

    await test("events appear, are called off and open again; calendars and bodies are switched", async () => {
        const made = await oneOf(api, "events", { title: { en: "Night of lights" }, kind: "culture", place: r.place, from_on: day(9) }, r.co);
        assert.deepEqual(await refused(`events/${made}/cancel`, {}), ["reason"]);
        assert.equal((await step(`events/${made}/cancel`, { reason: "Rain" })).state, "cancelled");
        assert.equal((await step(`events/${made}/reopen`)).state, "proposed");
        assert.equal((await step(`events/${made}/publish`)).state, "published");
        await step(`places/${r.place}/calendar`, { on: true });
        assert.equal((await readOf(api, "place_calendars", r.co)).is_public, true);
        assert.equal((await fetch(`${api.url}/calendars/${r.place}`)).status, 200);
        await step(`places/${r.place}/calendar`, { on: false });
        assert.equal((await fetch(`${api.url}/calendars/${r.place}`)).status, 404);
        await step(`actors/${r.client}/calendar`, { on: true });
        assert.equal((await readOf(api, "event_bodies", r.co)).trusted, true);
    });

    await test("what a business and its community do for each other is one pair, and who takes part is the unit's", async () => {
        const words = { asks: { en: "Order the loaves" }, gives: { en: "Bread for the club" } };
        assert.deepEqual(await refused("leverages", { holder: r.client }), ["asks", "gives", "place"]);
        const made = await api.call("POST", "/api/v1/leverages", { key: r.co, body: { holder: r.client, place: r.place, ...words } });
        assert.equal(made.status, 201, made.text);
        const id = made.json.id, at = `/api/v1/leverages/${id}`;
        assert.equal(made.headers.get("location"), at);
        await readOf(api, "leverages", r.own);
        await step(`leverages/${id}/words`, { ...words, gives_more: "Each Friday" });
        assert.equal((await api.get(`/api/v1/listings/${made.json.gives}`, r.co)).json.details, "Each Friday");
        assert.equal((await api.get(at)).status, 404);
        assert.equal((await step(`leverages/${id}/show`, { on: true })).published_on, today);
        assert.equal((await api.get(at)).status, 200);
        await step(`leverages/${id}/side`, { side: "asks", open: false });
        assert.equal((await api.get(`/api/v1/listings/${made.json.asks}`, r.co)).json.state, "met");
        const taker = await oneOf(api, "takers", { leverage: id, side: "gives", name: "The club" }, r.co);
        assert.equal((await api.get(`/api/v1/takers/${taker}`, r.own)).status, 403);
        const join = `/leverages/${id}/join`;
        const asked = await new Browser(api.url).post(`${join}?side=gives`, join, [["side", "gives"], ["name", "A school"], ["contact", "08-6500000"]]);
        assert.equal(asked.status, 303);
        const waits = await readOf(api, "takers", r.co, `?leverage=${id}&state=waits`);
        assert.equal((await step(`takers/${waits.id}/answer`, { yes: true })).state, "takes");
        assert.equal((await api.call("POST", `/api/v1/takers/${waits.id}/answer`, { key: r.co, body: { yes: false } })).status, 409);
        const gone = await api.call("DELETE", at, { key: r.co, headers: { "if-match": "*" } });
        assert.ok(gone.json.archived_at, gone.text);
        await step(`leverages/${id}/unarchive`);
    });

    await test("what leaks is written down, held against what was started, and asked for in a study", async () => {
        const category = (await api.get("/api/v1/categories?limit=1", r.co)).json.items[0].id;
        const bought = { what: "Flour", category, place: r.place, kind: "business", spender: r.client, low: 120000, per: "month", year, bought: "away" };
        await oneOf(api, "outlays", bought, r.co);
        assert.deepEqual(await refused("outlays", { ...bought, bought: "place" }), ["bought_in"]);
        assert.deepEqual(await refused("outlays", { ...bought, high: 5 }), ["high"]);
        await oneOf(api, "spares", { actor: r.client, category, free: 40 }, r.co);
        const plug = await oneOf(api, "plugs", { title: "Flour from here", place: r.place, category, way: "offer" }, r.co);
        assert.equal((await api.get(`/api/v1/plugs/${plug}`, r.co)).json.started_on, today);
        const study = await oneOf(api, "lm3_studies", { name: "The bakery", place: r.place, source: "Its sales", amount: 100000, year, form: "strict" }, r.co);
        await oneOf(api, "lm3_payees", { study, name: "The mill", class: "supplier", paid: 5000, sits: "here", spent: 100, spent_here: 40 }, r.co);
        assert.deepEqual(await refused("lm3_payees", { study, name: "X", class: "staff", paid: 1, spent: 1, spent_here: 2 }), ["spent_here"]);
    });

    await test("spending is brought as a file by whoever may write it, with its money, and goes back", async () => {
        const { code } = (await api.get("/api/v1/categories?limit=1", r.co)).json.items[0];
        const body = new FormData();
        body.append("file", new Blob([`who,category,amount,supplier\n,${code},"1,000",A mill\n,${code},-5,A mill\n,Not a field,70,\nTotal,,1065,\n`]), "spending.csv");
        const brought = await api.call("POST", "/api/v1/imports", { key: r.co, body });
        assert.equal(brought.status, 201, brought.text);
        const at = brought.headers.get("location"), columns = [null, "kind", "money", "seller"];
        const said = (more) => api.call("POST", `${at}/columns`, { key: r.co, body: { into: "outlays", columns, ...more } });
        assert.deepEqual(errors(await said({ whose: "one" })), ["buyer"]);
        assert.deepEqual(errors(await said({ whose: "one", buyer: r.client, year: 1900 })), ["year"]);
        assert.equal((await said({ whose: "one", buyer: r.client, place: r.place, rhythm: "year", year })).status, 200);
        const told = (await api.get(`${at}/columns`, r.co)).json;
        assert.deepEqual([told.whose, told.buyer, told.rhythm, told.year], ["one", r.client, "year", year]);
        assert.ok(told.kinds.includes("bought") && told.targets.includes("outlays"));
        const checked = (await api.get(at, r.co)).json;
        assert.deepEqual([checked.state, checked.created, checked.broken], ["checked", 1, 3]);
        assert.deepEqual(checked.report.money.slice(0, 2), [1, 100000]);
        const category = (await api.get("/api/v1/categories?limit=1", r.co)).json.items[0].id;
        const words = checked.report.words.map(([of]) => of === 2 ? { id: category } : {});
        assert.equal((await api.call("POST", `${at}/run`, { key: r.co, body: { words } })).status, 200);
        assert.equal((await api.get(at, r.co)).json.created, 2);
        assert.equal((await api.get(at, r.admin)).status, 404);
        assert.equal((await api.get("/api/v1/outlays?way=file", r.co)).json.total, 2);
        assert.equal((await api.call("POST", `${at}/undo`, { key: r.co })).status, 200);
        assert.equal((await api.get("/api/v1/outlays?way=file", r.co)).json.total, 0);
    });

    await test("an opportunity is passed on to those whom it fits, and what came of it is known", async () => {
        await oneOf(api, "interests", { actor: r.client, way: "phone", kinds: ["opportunity", "loan"] }, r.co);
        const body = { title: { en: "Tender for curtains" }, kind: "opportunity", state: "open" };
        const listing = (await api.call("POST", "/api/v1/listings", { key: r.co, body })).json.id;
        const phone = await api.call("PATCH", `/api/v1/actors/${r.client}`, { key: r.admin, body: { phone: "+97286551234" }, headers: { "if-match": "*" } });
        assert.equal(phone.status, 200, phone.text);
        await step(`listings/${listing}/send`, { actor: [r.client] });
        const notice = await readOf(api, "notices", r.co, `?listing=${listing}`);
        assert.deepEqual([notice.actor, notice.state], [r.client, "to_tell"]);
        assert.deepEqual(await refused(`notices/${notice.id}/step`, { state: "opened" }), ["state"]);
        assert.equal((await step(`notices/${notice.id}/step`, { state: "declined", reason: "Too big" })).reason, "Too big");
        const at = `/api/v1/notices/${notice.id}`, any = { "if-match": "*" };
        const other = await api.call("PATCH", at, { key: r.co, body: { reason: "Too far" }, headers: any });
        assert.equal(other.json.reason, "Too far", other.text);
        assert.equal((await api.call("PUT", at, { key: r.co, body: other.json, headers: any })).status, 200);
        assert.ok((await api.call("DELETE", at, { key: r.co, headers: any })).json.archived_at);
        await step(`notices/${notice.id}/unarchive`);
        const track = (await api.get("/api/v1/aid_tracks?kind=loan&state=open", r.co)).json.items[0].id;
        await step(`aid_tracks/${track}/send`, { all: true });
        await step(`cases/${r.id}/opportunities`, { listing });
        assert.ok((await api.get(`/api/v1/services?of_case=${r.id}&listing=${listing}`, r.co)).json.total >= 1);
    });

    await test("dates and what helps to remember people, what others counted, and chapters that still hold", async () => {
        await oneOf(api, "actor_dates", { actor: r.client, kind: "licence", on_day: day(40) }, r.co);
        await oneOf(api, "acquaintances", { about: r.client, how_met: "At the market" }, r.co);
        await oneOf(api, "benchmarks", { scope: "The South", what: "survival_3", year: year - 1, value: 55.5, source: "Bureau of statistics" }, r.admin);
        const chapter = await oneOf(api, "place_chapters", { place: r.place, kind: "people", text: { en: "Weavers and teachers" } }, r.co);
        assert.equal((await step(`place_chapters/${chapter}/confirm`)).looked_on, today);
        const belonging = await api.call("POST", "/api/v1/belongings", { key: r.co, body: { actor: r.client, place: r.place, reason: "serves", from_on: day(-90) } });
        assert.equal(belonging.status, 201, belonging.text);
        assert.equal((await step(`belongings/${belonging.json.id}/end`)).until_on, day(-1));
        const version = await api.call("POST", "/api/v1/place_versions", { key: r.co, body: { place: r.place, number: 9, method: "declared", valid_from: today } });
        assert.equal(version.status, 201, version.text);
        assert.equal((await step(`place_versions/${version.json.id}/freeze`, { why: "For the report" })).frozen_why, "For the report");
    });

    await test("what somebody learns is read by nobody else, and what was taken out is written down", async () => {
        await oneOf(api, "learning_goals", { text: "Read a balance sheet", by_on: day(100) }, r.con);
        await oneOf(api, "trainings", { title: "Listening", held_on: day(-10) }, r.con);
        for (const key of [r.co, r.admin]) {
            for (const noun of ["learning_goals", "trainings"]) assert.equal((await api.get(`/api/v1/${noun}`, key)).json.total, 0, noun);
        }
        const admin = await new Browser(api.url).signIn("admin@example.org");
        assert.equal((await admin.fetch("/export/actor.csv?all=1")).status, 200);
        assert.equal((await readOf(api, "takings", r.admin)).noun, "actor");
        assert.equal((await api.get("/api/v1/takings", r.co)).status, 403);
    });

    await test("keys, secret addresses and conflicts of interest have no address here", async () => {
        for (const noun of ["tokens", "feeds", "conflicts"]) assert.equal((await api.get(`/api/v1/${noun}`, r.admin)).status, 404, noun);
    });
}

export async function working(api, r) {
    await planning(api, r);
    await promising(api, r);
    await inTheCase(api, r);
    await around(api, r);
}
