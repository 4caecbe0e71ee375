/* What is kept on the device: drafts of forms, notes that wait for the network, and whose pages were open lately. Every
** entry belongs to the account that wrote it; nothing is ever sent or shown under another. */

const name = "rakaz";
const seen_max = 40;

function open() {
    return new Promise((resolve, reject) => {
        const request = indexedDB.open(name, 2);
        request.onupgradeneeded = () => {
            const db = request.result;
            for (const [store, keyPath] of [["outbox", "op"], ["drafts", "key"], ["seen", "key"]]) {
                if (!db.objectStoreNames.contains(store)) db.createObjectStore(store, { keyPath });
            }
        };
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
}

async function act(store, mode, what) {
    const db = await open();
    try {
        return await new Promise((resolve, reject) => {
            const change = db.transaction(store, mode);
            const request = what(change.objectStore(store));
            change.oncomplete = () => resolve(request?.result);
            change.onerror = change.onabort = () => reject(change.error);
        });
    } finally {
        db.close();
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
