/* Days as the regions of the tests count them: theirs begins two or three hours before that of UTC. */

/* The day `from` days after today, as 2026-12-01. */
export const day = (from = 0) => new Date(Date.now() + from * 86400000).toLocaleDateString("sv", { timeZone: "Asia/Jerusalem" });

/* The first day of the month `from` months after this one. */
export function month(from) {
    const first = new Date(`${day().slice(0, 7)}-01T12:00:00Z`);
    first.setUTCMonth(first.getUTCMonth() + from);
    return first.toISOString().slice(0, 10);
}
