/* What is kept on the device: drafts of forms, notes that wait for the network, and whose pages were open lately. Every
** entry belongs to the account that wrote it; nothing is ever sent or shown under another. */

const name = "rakaz";
const seen_max = 40;

let opened = null; /* one connection for the page's life; made anew when the browser took it away */

function open() {
    opened ??= new Promise((resolve, reject) => {
        const request = indexedDB.open(name, 2);
        request.onupgradeneeded = () => {
            const db = request.result;
            for (const [store, keyPath] of [["outbox", "op"], ["drafts", "key"], ["seen", "key"]]) {
                if (!db.objectStoreNames.contains(store)) db.createObjectStore(store, { keyPath });
            }
        };
        request.onsuccess = () => {
            const db = request.result;
            db.onclose = () => { opened = null; };
            db.onversionchange = () => { /* another tab has a newer page */
                opened = null;
                db.close();
            };
            resolve(db);
        };
        request.onerror = () => reject(request.error);
    });
    return opened;
}

async function once(store, mode, what) {
    const db = await open();
    return new Promise((resolve, reject) => {
        const change = db.transaction(store, mode);
        const request = what(change.objectStore(store));
        change.oncomplete = () => resolve(request?.result);
        change.onerror = change.onabort = () => reject(change.error);
    });
}

/* A browser may drop the connection at any time, and refuse the next opening once: what is asked twice is kept. */
async function act(store, mode, what) {
    try {
        return await once(store, mode, what);
    } catch {
        opened = null;
        return once(store, mode, what);
    }
}

export const put = (store, value) => act(store, "readwrite", (s) => s.put(value));
export const get = (store, key) => act(store, "readonly", (s) => s.get(key));
export const drop = (store, key) => act(store, "readwrite", (s) => s.delete(key));
export const clear = (store) => act(store, "readwrite", (s) => s.clear());
const allOf = async (store, user) => (await act(store, "readonly", (s) => s.getAll())).filter((entry) => entry.user === user);

export const waitingOf = async (user) => (await allOf("outbox", user)).sort((a, b) => a.at - b.at);

/* Whom this account had to do with on this device, the last first: to pick from without a network. */
export const seenBy = async (user) => (await allOf("seen", user)).sort((a, b) => b.at - a.at);

export async function see(user, id, label) {
    if (!user || !id || !label) return;
    await put("seen", { key: `${user} ${id}`, user, id, label, at: Date.now() });
    for (const old of (await seenBy(user)).slice(seen_max)) await drop("seen", old.key);
}
