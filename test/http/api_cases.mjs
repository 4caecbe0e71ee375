/* The accompaniment by program: a case from its first call to the day its consent is withdrawn, by the keys of those who
** come together in it, and of those who do not. */
import assert from "node:assert/strict";
import { day } from "../days.mjs";
import { Browser } from "./api_client.mjs";
import { actorOf, addedOne, errors, oneOf, readOf, test } from "./api_steps.mjs";
import { networking } from "./api_network.mjs";
import { working } from "./api_unit.mjs";

const today = day();

/* A town, a business in it, and the keys of those who come together in its case. */
async function room(api, url, hq) {
    const key = async (name) => (await new Browser(url).signIn(`${name}@example.org`)).makeKey(["read", "write"]);
    const account = async (name) => (await api.get(`/api/v1/accounts?email=${name}@example.org`, hq)).json.items[0].id;
    const place = (await api.call("POST", "/api/v1/places", { key: hq, body: { kind: "locality", name: { en: "Arad" } } })).json.id;
    const client = (await actorOf(api, hq, "Desert Weavers", { locality: place })).json.id;
    return { place, client, co: await key("coordinator"), con: await key("consultant"), own: await key("owner"), admin: hq,
        coordinator: await account("coordinator"), consultant: await account("consultant"), owner: await account("owner") };
}

async function opening(api, r) {
    const call = (method, path, body, key = r.co, more = {}) => api.call(method, `/api/v1/${path}`, { key, body, ...more });

    await test("a case is opened, signed for, planned and agreed by program", async () => {
        const id = await oneOf(api, "cases", { client: r.client, kind: "business", wish: "More customers", asked_on: today }, r.co);
        r.at = `cases/${id}`;
        r.id = id;
        for (const path of [r.at, `${r.at}/history`]) assert.equal((await api.get(`/api/v1/${path}`, r.admin)).status, 404);
        assert.equal((await api.get("/api/v1/cases", r.admin)).json.total, 0);
        assert.deepEqual(errors(await call("POST", `${r.at}/stage`, { stage: "plan" })), ["stage"]);
        await oneOf(api, "case_members", { of_case: id, account: r.owner, role: "owner", from_on: today }, r.co);
        const lead = await call("POST", "case_members", { of_case: id, account: r.consultant, role: "lead", from_on: today });
        assert.equal(lead.status, 201, lead.text);
        assert.deepEqual(errors(await call("POST", `${r.at}/consents`, { agree: ["accompany"] })).sort(), ["signed_by", "signed_on", "way"]);
        assert.deepEqual(errors(await call("POST", `${r.at}/consents`, { agree: ["accompany"], way: "spoken", signed_by: "Rotem", signed_on: today })), ["way"]);
        const all = ["accompany", "council", "aid", "contact", "results"];
        const signed = await call("POST", `${r.at}/consents`, { agree: all, way: "screen", signed_by: "Rotem", signed_on: today }, r.own);
        assert.equal(signed.status, 200, signed.text);
        assert.equal(signed.json.stage, "diagnosis");
        assert.equal((await api.get(`/api/v1/consents?of_case=${id}`, r.own)).json.total, 5);
        await readOf(api, "consents", r.own);
        const words = { purpose: "council", from_on: "2020-01-01", words: { en: "You may talk about us" }, months: 12 };
        await oneOf(api, "consent_texts", words, r.admin);

        const vision = await call("POST", "visions", { of_case: id, text: "Twelve looms and a shop", horizon: 2035 }, r.own);
        assert.equal(vision.status, 201, vision.text);
        assert.equal((await call("POST", `visions/${vision.json.id}/read`, undefined, r.own)).json.read_on, today);
        await readOf(api, "visions", r.con);
        await oneOf(api, "goals", { of_case: id, text: "Sell in three towns", line: "economic" }, r.con);
        assert.equal((await call("POST", `${r.at}/agree`, undefined, r.own)).status, 409);
        assert.deepEqual(errors(await call("POST", `${r.at}/stage`, { stage: "doing" })), ["stage"]);
        for (const line of ["social", "environmental"]) {
            const why = await call("POST", `${r.at}/why`, { line, why: "Not this year" });
            assert.equal(why.json[`why_${line}`], "Not this year", why.text);
        }
        const agreed = await call("POST", `${r.at}/agree`, undefined, r.own);
        assert.equal(agreed.status, 200, agreed.text);
        assert.equal(agreed.json.stage, "doing");
        assert.ok(agreed.json.agreed_at);
        assert.equal((await call("POST", `${r.at}/stage`, { stage: "follow_up" })).json.stage, "follow_up");
        assert.deepEqual(errors(await call("POST", `${r.at}/stage`, { stage: "closed" })), ["why_closed"]);
        assert.deepEqual(errors(await call("POST", `${r.at}/stage`, { stage: "nowhere" })), ["stage"]);
        assert.equal((await call("POST", `${r.at}/stage`, { stage: "doing" })).json.stage, "doing");
    });

    await test("a step is taken on by whom it was given to, and done with what shows it", async () => {
        const made = await call("POST", "commitments", { text: "Photograph the rugs", kind: "step", state: "open", of_case: r.id, owner: r.owner });
        assert.equal(made.status, 201, made.text);
        const at = `commitments/${made.json.id}`;
        assert.equal(made.json.accepted_at, null);
        assert.equal((await call("POST", `${at}/accept`)).status, 403);
        assert.ok((await call("POST", `${at}/accept`, undefined, r.own)).json.accepted_at);
        const done = await call("POST", `${at}/done`, { evidence: "Nine pictures" }, r.own);
        assert.deepEqual([done.json.state, done.json.evidence], ["done", "Nine pictures"]);
        assert.equal((await call("POST", `${at}/reopen`, undefined, r.own)).json.state, "open");
        const other = { reason: "The light was bad", text: "Photograph them outside", kind: "step", owner: r.owner, due_on: today };
        assert.deepEqual(errors(await call("POST", `${at}/change`, { ...other, reason: "", kind: "task" })).sort(), ["kind"]);
        assert.deepEqual(errors(await call("POST", `${at}/change`, { ...other, reason: "" })), ["reason"]);
        const changed = await call("POST", `${at}/change`, other);
        assert.deepEqual([changed.json?.state, changed.json?.reason], ["changed", "The light was bad"], changed.text);
        assert.equal((await api.get(`/api/v1/commitments/${changed.json.became}`, r.own)).json.text, "Photograph them outside");
        const inside = await call("POST", "commitments", { text: "Think about rent", kind: "step", state: "open", of_case: r.id, for_team: true });
        assert.equal((await api.get(`/api/v1/commitments/${inside.json.id}`, r.own)).status, 404);
    });
}

async function inTheRoom(api, r) {
    const call = (method, path, body, key = r.co, more = {}) => api.call(method, `/api/v1/${path}`, { key, body, ...more });

    await test("sessions have a side for the owner and one for the team", async () => {
        const said = { of_case: r.id, happened_at: new Date(Date.now() - 3600000).toISOString(), way: "met", said: "Prices", decided: "Raise them" };
        const id = await oneOf(api, "case_sessions", said, r.con);
        assert.equal((await call("POST", `case_sessions/${id}/inside`, { text: "Worried about rent" }, r.con)).status, 200);
        assert.equal((await readOf(api, "session_insides", r.co)).text, "Worried about rent");
        assert.equal((await api.get("/api/v1/session_insides", r.own)).status, 403);
        assert.equal((await api.get(`/api/v1/case_sessions/${id}`, r.own)).json.said, "Prices");
        const soon = new Date(Date.now() + 86400000).toISOString();
        const planned = await call("POST", "case_sessions", { of_case: r.id, happened_at: soon, way: "phone" }, r.con);
        assert.equal(planned.json.state, "planned", planned.text);
        assert.equal((await call("POST", `case_sessions/${planned.json.id}/cancel`, undefined, r.con)).json.state, "cancelled");
        assert.equal((await call("POST", `case_sessions/${planned.json.id}/cancel`, undefined, r.con)).status, 409);
        await oneOf(api, "case_needs", { of_case: r.id, kind: "market", text: "A web shop" }, r.con);
    });

    await test("a round of questions is asked, answered and finished", async () => {
        const survey = (await readOf(api, "surveys", r.co, "?kind=diagnosis")).id;
        for (const noun of ["survey_versions", "survey_areas", "survey_items"]) await readOf(api, noun, r.co);
        assert.deepEqual(errors(await call("POST", "answer_sheets", { of_case: r.id, survey, answered_on: "soon", way: "x" })).sort(), ["answered_on", "way"]);
        const begun = await call("POST", "answer_sheets", { of_case: r.id, survey, answered_on: today, way: "together" });
        assert.equal(begun.status, 201, begun.text);
        const at = `answer_sheets/${begun.json.id}`;
        const item = (await api.get(`/api/v1/survey_items?of_version=${begun.json.of_version}&kind=scale`, r.co)).json.items[0].id;
        const answer = await call("POST", "answers", { of_sheet: begun.json.id, item, state: "answered", chosen: 2 });
        assert.equal(answer.status, 201, answer.text);
        const better = await call("PATCH", `answers/${answer.json.id}`, { chosen: 3 }, r.co, { headers: { "if-match": answer.etag } });
        assert.equal(better.json.chosen, 3, better.text);
        const whole = await call("PUT", `answers/${answer.json.id}`, better.json, r.co, { headers: { "if-match": better.etag } });
        assert.equal(whole.status, 200, whole.text);
        await readOf(api, "answers", r.con);
        const sheet = await readOf(api, "answer_sheets", r.con);
        const other = await call("PATCH", at, { way: "team" }, r.co, { headers: { "if-match": "*" } });
        assert.equal(other.json.way, "team", other.text);
        assert.equal((await call("PUT", at, { ...sheet, way: "owner" }, r.co, { headers: { "if-match": "*" } })).json.way, "owner");
        assert.equal((await call("POST", `${at}/finish`)).json.state, "finished");
        assert.deepEqual(errors(await call("PATCH", `answers/${answer.json.id}`, { chosen: 1 }, r.co, { headers: { "if-match": "*" } })), ["state"]);
        assert.equal((await call("POST", `${at}/reopen`)).json.state, "begun");
        assert.equal((await api.get("/api/v1/answers", r.own)).status, 403);
    });

    await test("a referral goes out and is answered; money is asked for and moves on", async () => {
        const fund = (await actorOf(api, r.admin, "A fund")).json.id;
        const track = await oneOf(api, "aid_tracks", { name: { en: "Small loans" }, kind: "loan", state: "open", body: fund, criteria: { en: "Two years old" } }, r.co);
        const referral = await oneOf(api, "referrals", { of_case: r.id, asked: "A loan for looms", body: fund, shared: "A weaver asks" }, r.co);
        assert.ok((await call("POST", `referrals/${referral}/send`)).json.sent_on);
        assert.deepEqual(errors(await call("POST", `referrals/${referral}/answer`, { answer: "declined" })), ["reason"]);
        assert.equal((await call("POST", `referrals/${referral}/answer`, { answer: "accepted" })).json.answer, "accepted");
        const money = await oneOf(api, "finance_requests", { of_case: r.id, purpose: "Looms", track, asked: 1500000 }, r.co);
        assert.equal((await call("POST", `finance_requests/${money}/fill`)).status, 200);
        const line = await oneOf(api, "finance_documents", { request: money, kind: "document", name: "Bank account" }, r.co);
        assert.equal((await call("POST", `finance_documents/${line}/have`, { have: "have" })).json.have, "have");
        assert.equal((await call("POST", `finance_requests/${money}/move`, { to: "documents" })).json.stage, "documents");
        const sent = await call("POST", `finance_requests/${money}/move`, { to: "sent", asked: 1750050, asked_on: today });
        assert.deepEqual([sent.json.stage, sent.json.asked], ["sent", 1750050], sent.text);
        assert.deepEqual(errors(await call("POST", `finance_requests/${money}/move`, { to: "approved", nothing: 1 })), ["nothing"]);
        for (const noun of ["referrals", "finance_requests", "finance_documents"]) assert.equal((await api.get(`/api/v1/${noun}`, r.own)).status, 403, noun);
    });

    await test("what became of the business is told; money at that time is the team's", async () => {
        const waves = (await api.get(`/api/v1/waves?of_case=${r.id}&sort=due_on`, r.co)).json.items;
        assert.equal(waves.length, 5);
        await readOf(api, "waves", r.own);
        const told = { life: "working", jobs: 2.5, proof: "said", changed: "We sleep better", part: "much", signed_name: "Rotem", turnover: 12000000, money_proof: "said" };
        const answered = await call("POST", `waves/${waves[0].id}/answer`, told);
        assert.deepEqual([answered.json?.state, answered.json?.jobs], ["answered", 2.5], answered.text);
        assert.equal((await readOf(api, "wave_moneys", r.co)).turnover, 12000000);
        assert.equal((await api.get("/api/v1/wave_moneys", r.own)).status, 403);
        assert.equal((await call("POST", `waves/${waves[1].id}/missed`)).json.state, "no_answer");
    });
}

/* Who works in the case: another one beside whoever leads it. */
async function assigned(api, r, call, con) {
    assert.deepEqual(errors(await call("POST", `cases/${r.id}/assign`, { account: r.owner, role: "king", minutes: "many" })).sort(), ["minutes", "role"]);
    assert.deepEqual(errors(await call("POST", `cases/${r.id}/assign`, { account: r.owner, role: "helper" })), ["account"]);
    assert.deepEqual(errors(await call("POST", `cases/${r.id}/near`, {})), ["why"]);
    assert.equal((await call("POST", `cases/${r.id}/steps_left`, { account: r.owner })).status, 400);
    const given = await call("POST", `cases/${r.id}/steps_left`, { account: r.consultant });
    assert.equal(given.status, 200, given.text);
    const account = (await api.get("/api/v1/accounts?email=trustee@example.org", r.admin)).json.items[0].id;
    await call("POST", "consultants", { account, kind: "mentor", state: "active", capacity: 300 });
    const second = await call("POST", `cases/${r.id}/assign`, { account, role: "mentor", minutes: 120, reason: "They know looms" });
    assert.deepEqual([second.status, second.json?.case], [200, r.id], second.text);
    const place = (await api.get(`/api/v1/case_members?of_case=${r.id}&role=mentor`, r.co)).json.items[0];
    assert.deepEqual([place?.account, place?.promised_minutes], [account, 120]);
    assert.equal((await call("POST", `cases/${r.id}/near`, { why: "Nobody is near" })).status, 412);
    await con.post("/conflicts/new", "/conflicts", [["account", r.consultant], ["actor", r.client], ["nature", "supplies"]]);
    const near = await call("POST", `cases/${r.id}/near`, { why: "Nobody else knows looms" });
    assert.equal(near.status, 200, near.text);
}

async function around(api, r) {
    const call = (method, path, body, key = r.co, more = {}) => api.call(method, `/api/v1/${path}`, { key, body, ...more });

    await test("a barrier is shared, taken on, answered and removed; a response is opened for many", async () => {
        const barrier = await oneOf(api, "barriers?sure=1", { title: "Signs cost too much", kind: "licence", place: r.place }, r.co);
        await call("POST", "barrier_cases", { of_case: r.id, barrier, note: "Their sign" });
        const link = await readOf(api, "barrier_cases", r.con);
        assert.equal((await api.get("/api/v1/barrier_cases", r.admin)).json.total, 0);
        assert.ok((await call("DELETE", `barrier_cases/${link.id}`, undefined, r.co, { headers: { "if-match": "*" } })).json.archived_at);
        assert.equal((await call("POST", `barrier_cases/${link.id}/unarchive`)).status, 200);
        assert.equal((await call("POST", `barriers/${barrier}/take`)).json.state, "taken");
        assert.deepEqual(errors(await call("POST", `barriers/${barrier}/answer`, {})), ["answer"]);
        assert.equal((await call("POST", `barriers/${barrier}/answer`, { answer: "From May", answer_from: "The mayor" })).json.answer, "From May");
        assert.equal((await call("POST", `barriers/${barrier}/removed`)).json.state, "removed");
        const stays = (await call("POST", "barriers?sure=1", { title: "No parking", kind: "planning", place: r.place })).json.id;
        assert.equal((await call("POST", `barriers/${stays}/stays`, { reason: "The road is the state's" })).json.state, "stays");
        await oneOf(api, "responses", { title: { en: "Course in selling" }, kind: "course", need: "market", state: "idea" }, r.co);
        await readOf(api, "response_cases", r.co);
        assert.equal((await api.get("/api/v1/response_cases", r.admin)).json.total, 0);
    });

    await test("a council is seated, meets, and writes its minutes", async () => {
        const body = await oneOf(api, "bodies", { name: { en: "Council of Arad" }, kind: "council", place: r.place, state: "active" }, r.co);
        await oneOf(api, "seats", { body, kind: "entrepreneur", name: "Noor", from_on: "2020-01-01" }, r.co);
        const soon = new Date().toISOString();        /* a meeting is held on its day at the earliest, whatever the hour */
        const meeting = await oneOf(api, "meetings", { body, starts_at: soon, length: 60, room: "Library" }, r.co);
        assert.ok((await call("POST", `meetings/${meeting}/invite`)).json.invited_at);
        assert.equal((await call("POST", `meetings/${meeting}/reply`, { reply: "yes" })).status, 200);
        assert.equal((await api.get(`/api/v1/attendances?meeting=${meeting}`, r.co)).json.items[0].reply, "yes");
        const guest = await call("POST", "attendances", { meeting, name: "A guest", came: "came" });
        assert.equal(guest.status, 201, guest.text);
        const named = await call("PATCH", `attendances/${guest.json.id}`, { name: "The guest" }, r.co, { headers: { "if-match": guest.etag } });
        assert.equal((await call("PUT", `attendances/${guest.json.id}`, named.json, r.co, { headers: { "if-match": named.etag } })).status, 200);
        await readOf(api, "attendances", r.co);
        const item = await oneOf(api, "agenda_items", { of_case: r.id, body, meeting, topic: "Weavers", question: "Where to sell?", share: "They weave" }, r.co);
        assert.equal((await api.get("/api/v1/agenda_items", r.admin)).json.total, 0);
        await call("POST", `meetings/${meeting}/invite`);
        const reply = await call("POST", `agenda_items/${item}/reply`, { reply: "no" }, r.con);
        assert.equal(reply.status, 200, reply.text);
        assert.equal((await call("POST", `agenda_items/${item}/recuse`, { who: guest.json.id, why: "A cousin" })).status, 200);
        await readOf(api, "recusals", r.co);
        assert.equal((await call("POST", `agenda_items/${item}/show`, { show: ["future"] })).status, 403);
        const shown = await call("POST", `agenda_items/${item}/show`, { show: ["future", "hours"], share: "They weave rugs" }, r.own);
        assert.deepEqual([shown.json?.shown, shown.json?.share], [["future", "hours"], "They weave rugs"], shown.text);
        assert.deepEqual(errors(await call("POST", `cases/${r.id}/ask_council`, {}, r.own)), ["question"]);
        assert.equal((await call("POST", `cases/${r.id}/ask_council`, { question: "Where to dye?", share: "Colours" }, r.own)).status, 200);
        assert.equal((await api.get(`/api/v1/agenda_items?of_case=${r.id}&question.has=dye`, r.co)).json.total, 1);
        assert.equal((await call("POST", `cases/${r.id}/help`, { text: "The loom broke" }, r.own)).status, 200);
        assert.ok((await api.get(`/api/v1/commitments?of_case=${r.id}&text.has=loom`, r.co)).json.total >= 1);
        for (const left of [2, 1]) {
            assert.equal((await call("POST", `agenda_items/${item}/interest`, { why: "A neighbour" })).status, 200);
            assert.equal((await api.get(`/api/v1/recusals?agenda_item=${item}`, r.co)).json.total, left);
        }
        const { version } = (await api.get(`/api/v1/agenda_items/${item}`, r.co)).json;
        const minutes = { version, discussion: "Much", decision: "The market", incomplete_why: "Nobody else could come", do: "discussed" };
        const written = await call("POST", `agenda_items/${item}/minutes`, minutes);
        assert.equal(written.json?.decision, "The market", written.text);
        assert.equal((await call("POST", `agenda_items/${item}/minutes`, minutes)).status, 412);
        assert.equal((await call("POST", `meetings/${meeting}/held`)).json.state, "held");
        const other = (await call("POST", "meetings", { body, starts_at: soon })).json.id;
        assert.deepEqual(errors(await call("POST", `meetings/${other}/cancel`, {})), ["reason"]);
        assert.equal((await call("POST", `meetings/${other}/cancel`, { reason: "Snow" })).json.state, "cancelled");
    });

    await test("consultants, what they agreed to, and hours, which are their writer's own", async () => {
        const consultant = await oneOf(api, "consultants", { account: r.consultant, kind: "consultant", state: "active", capacity: 900 }, r.co);
        const con = await new Browser(api.url).signIn("consultant@example.org");
        const town = { consultant, place: r.place };
        await addedOne(api, "consultant_places", town, r.co);
        assert.deepEqual(errors(await call("POST", "consultant_places", town)), ["place"]);
        assert.deepEqual(errors(await call("POST", "consultant_places", { place: r.place })), ["consultant"]);
        const words = await oneOf(api, "principle_texts", { title: { en: "What we hold to" }, text: { en: "The business decides" } }, r.admin);
        assert.equal((await call("POST", `principle_texts/${words}/in_force`)).status, 403);
        assert.ok((await call("POST", `principle_texts/${words}/in_force`, undefined, r.admin)).json.in_force_at);
        await readOf(api, "principle_texts", r.co);
        await con.post("/principles/sign", "/principles/sign", [["principle", words], ["agreed", "1"], ["name", "A consultant"]]);
        assert.equal((await readOf(api, "principle_signatures", r.co)).name, "A consultant");
        const funding = await oneOf(api, "funding_sources", { name: "Ministry", code: "MIN" }, r.co);
        const hours = await addedOne(api, "work_times", { on_day: today, minutes: 90, kind: "contact", purpose: "case", of_case: r.id, funding }, r.con);
        assert.equal((await call("POST", `work_times/${hours}/correct`, { minutes: 60 })).status, 404);
        assert.deepEqual(errors(await call("POST", `work_times/${hours}/correct`, { minutes: 90 }, r.con)), ["minutes"]);
        assert.equal((await call("POST", `work_times/${hours}/correct`, { minutes: 60 }, r.con)).status, 200);
        assert.equal((await api.get(`/api/v1/work_times?corrects=${hours}`, r.con)).json.items[0].minutes, -30);
        await assigned(api, r, call, con);
        assert.equal((await api.get("/api/v1/work_times", r.co)).json.total, 0);
        await con.post("/hours", "/hours/close", [["month", today.slice(0, 7)]]);
        await readOf(api, "month_statements", r.con);
    });
}

export async function accompanying(api, url, hq) {
    const r = await room(api, url, hq);
    await opening(api, r);
    await inTheRoom(api, r);
    await around(api, r);
    await working(api, r);
    await networking(api, r);

    await test("a program that reads a case is among who opened it", async () => {
        const owner = await new Browser(url).signIn("owner@example.org");
        const shown = async () => (await owner.fetch(`/cases/${r.id}/openings`)).text();
        for (let i = 0; i < 50 && !(await shown()).includes("consultant"); i++) await new Promise((resolve) => { setTimeout(resolve, 50); });
        assert.match(await shown(), /consultant/);
    });

    await test("a key for other kinds of records reads no case", async () => {
        const key = await (await new Browser(url).signIn("coordinator@example.org")).makeKey(["read", "write"], ["actor", "commitment"]);
        for (const noun of ["cases", "consents", "case_sessions", "answers", "waves", "referrals"]) assert.equal((await api.get(`/api/v1/${noun}`, key)).status, 403, noun);
        assert.equal((await api.get("/api/v1/meetings", key)).status, 403);
        const own = await (await new Browser(url).signIn("coordinator@example.org")).makeKey(["read"], ["case"]);
        assert.equal((await api.get(`/api/v1/cases/${r.id}`, own)).status, 200);
        assert.equal((await api.call("POST", `/api/v1/cases/${r.id}/stage`, { key: own, body: { stage: "plan" } })).status, 403);
    });

    await test("consent is withdrawn by its owner, and the case shuts to programs too", async () => {
        const consent = (await api.get(`/api/v1/consents?of_case=${r.id}&purpose=accompany`, r.own)).json.items[0].id;
        assert.equal((await api.get(`/api/v1/cases/${r.id}`, r.co)).status, 200);
        const gone = await api.call("POST", `/api/v1/consents/${consent}/withdraw`, { key: r.own, body: { why: "We stop" } });
        assert.equal(gone.status, 200, gone.text);
        for (const noun of ["cases", "visions", "goals", "case_sessions", "answers", "waves", "referrals", "session_insides"]) {
            assert.equal((await api.get(`/api/v1/${noun}`, r.co)).json.total, 0, noun);
        }
        assert.equal((await api.get(`/api/v1/cases/${r.id}`, r.co)).status, 404);
        assert.equal((await api.get(`/api/v1/cases/${r.id}`, r.own)).json.stage, "closed");
    });
}
