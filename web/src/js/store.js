/* What is kept on the device: drafts of forms, and notes that wait for the network. Every entry belongs to the account
** that wrote it; nothing is ever sent or shown under another. */

const name = "rakaz";

function open() {
    return new Promise((resolve, reject) => {
        const request = indexedDB.open(name, 1);
        request.onupgradeneeded = () => {
            request.result.createObjectStore("outbox", { keyPath: "op" });
            request.result.createObjectStore("drafts", { keyPath: "key" });
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
export async function waitingOf(user) {
    const all = await act("outbox", "readonly", (s) => s.getAll());
    return all.filter((entry) => entry.user === user).sort((a, b) => a.at - b.at);
}
