/* The Set-Cookie lines of an answer. Debian 12's node has no getSetCookie; there they come as one text with commas,
** and a date inside a line has a comma too, but never a word and "=" right behind it. */
export const setCookies = (answer) => (answer.headers.get("set-cookie") ?? "").split(/,\s*(?=[^;,=\s]+=)/).filter(Boolean);
