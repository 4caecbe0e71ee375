/* Steps that the tests of the interface share: counting, and a record that goes all its ways. */
import assert from "node:assert/strict";

let number = 0;
let engine = "";

/* The tests that follow run on this engine. */
export function on(name) {
    engine = name;
}

export function skip(why) {
    console.log(`ok ${++number} - ${engine} # SKIP ${why}`);
}

export async function test(name, act) {
    number++;
    try {
        await act();
        console.log(`ok ${number} - ${engine}: ${name}`);
    } catch (error) {
        console.log(`not ok ${number} - ${engine}: ${name}\n# ${String(error.stack).replaceAll("\n", "\n# ")}`);
        process.exitCode = 1;
    }
}

export const business = (name, more) => ({ kind: "business", name: { en: name }, ...more });
export const errors = (answer) => answer.json.errors.map((e) => e.field);

export async function actorOf(api, key, name, more) {
    const answer = await api.call("POST", "/api/v1/actors?sure=1", { key, body: business(name, more) });
    assert.equal(answer.status, 201, answer.text);
    return answer;
}

/* A record of a noun goes all its ways once. */
export async function oneOf(api, noun, body, key) {
    const made = await api.call("POST", `/api/v1/${noun}`, { key, body });
    assert.equal(made.status, 201, `${noun} ${made.text}`);
    const at = `/api/v1/${noun.replace(/\?.*/, "")}/${made.json.id}`;
    assert.equal((await api.get(at, key)).status, 200, at);
    assert.ok((await api.get(at.slice(0, at.lastIndexOf("/")), key)).json.total >= 1, noun);
    const put = await api.call("PUT", at, { key, body: made.json, headers: { "if-match": made.etag } });
    assert.equal(put.status, 200, `${noun} ${put.text}`);
    const patched = await api.call("PATCH", at, { key, body: { visibility: put.json.visibility }, headers: { "if-match": put.etag } });
    assert.equal(patched.status, 200, `${noun} ${patched.text}`);
    const gone = await api.call("DELETE", at, { key, headers: { "if-match": patched.etag } });
    assert.equal(gone.status, 200, `${noun} ${gone.text}`);
    assert.equal((await api.call("POST", `${at}/unarchive`, { key })).status, 200, noun);
    assert.equal((await api.get(`${at}/history`, key)).status, 200, noun);
    return made.json.id;
}

/* What is only added and put away: made, read, put away and brought back. */
export async function addedOne(api, noun, body, key) {
    const made = await api.call("POST", `/api/v1/${noun}`, { key, body });
    assert.equal(made.status, 201, `${noun} ${made.text}`);
    await readOf(api, noun, key);
    const at = `/api/v1/${noun}/${made.json.id}`;
    const gone = await api.call("DELETE", at, { key, headers: { "if-match": made.etag } });
    assert.ok(gone.json.archived_at, `${noun} ${gone.text}`);
    assert.equal((await api.call("POST", `${at}/unarchive`, { key })).status, 200, noun);
    return made.json.id;
}

/* What is only read: the list, its first record and what became of it. */
export async function readOf(api, noun, key, query = "") {
    const list = await api.get(`/api/v1/${noun}${query}`, key);
    assert.ok(list.json.total >= 1, `${noun} ${list.text}`);
    const one = list.json.items[0];
    assert.equal((await api.get(`/api/v1/${noun}/${one.id}`, key)).status, 200, noun);
    assert.equal((await api.get(`/api/v1/${noun}/${one.id}/history`, key)).status, 200, noun);
    return one;
}
