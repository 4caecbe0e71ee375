/* A region with many invented cases, made through the program's own doors (cases.c), and its server with somebody signed
** in who is of all their teams. */
import { run, program, person, root, serve, signIn } from "./lib.mjs";
import { makeDemo } from "./demo.mjs";

export async function withCases({ folder, count, notes = 0, role = "coordinator" }, act) {
    const file = await makeDemo(folder);
    run(program, ["user", "add", "--data", file, "--email", person.email, "--name", "Bench", "--role", role, "--password", "-"],
        { input: `${person.password}\n` });
    const [full, empty] = run(`${root}build/release/bench/cases`, [file, person.email, String(count), String(notes)]).trim().split(" ");
    const server = await serve(file);
    try {
        await act({ server, cookie: await signIn(server.url), full, empty });
    } finally {
        await server.stop();
    }
}

/* Milliseconds until a page is there, read to its end; the middle of `times`. `anew`: under another address each time, so
** that none was kept. */
export async function took(url, cookie, times, anew = false) {
    const all = [];
    for (let i = 0; i < times; i++) {
        const from = performance.now();
        const answer = await fetch(anew ? url + i : url, { headers: { cookie, "accept-encoding": "gzip" } });
        if (answer.status !== 200) throw new Error(`${url} answers ${answer.status}`);
        await answer.text();
        all.push(performance.now() - from);
    }
    return all.sort((a, b) => a - b)[all.length >> 1];
}
