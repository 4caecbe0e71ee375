/* post.h - what happened and what was said, in words: calls, visits, meetings, messages, notes. */
#ifndef RAKAZ_POST_POST_H
#define RAKAZ_POST_POST_H

#include "commitment/commitment.h"
#include "file/file.h"
#include "post_ent.h"
#include "view/view.h"

extern const Module post_module;
extern const Sheet  POST_SHEET;

enum { POST_TOLERANCE_MS = 5 * 60 * 1000 };       /* how far a device's clock may be ahead */

/* The entity's hooks: a note without a moment is of now, none is of the future; whoever it is about was heard from. */
Fault post_check(Ctx *c, const void *before, void *after);
Fault post_after(Ctx *c, const void *before, const void *after);

/* ---- notes on the page of a record: post_timeline.c ----------------------------------------------------------- */

/* Whose notes: an actor's, or those of a case (then about its client). */
typedef struct PostOn {
    Id    actor, of_case;
    Str   path;                                   /* of the page, for the links to older ones */
    Stamp heard_at;                               /* told above the notes; 0: not */
    bool  may_write;                              /* the form stands on top */
} PostOn;
Fault post_timeline_draw(Buf *b, const Page *pg, const PostOn *on) MUST;

/* Called inside the write when something new was written down in a case: a note, a call, a visit, a meeting, a message.
** Registered at a module's start, by one. */
typedef Fault (*PostOfCaseFn)(Ctx *c, const Post *p);
void post_when_written_in_case(PostOfCaseFn fn);

/* How many notes about some actors were written down of what happened since, outside of cases, and by how many people:
** a sum, as far as the reader sees the notes. */
typedef struct PostTalks {
    const Id *actors;
    size_t    n;
    Stamp     since;
} PostTalks;
Fault post_talks(Ctx *c, const PostTalks *of, int64_t *ret_n, int64_t *ret_people) MUST;

/* ---- a note as people write it: post_note.c ------------------------------------------------------------------ */

enum { NOTE_MENTIONS_MAX = 30 };

typedef struct Mentioned {
    Id  actor;
    Str name;                                     /* as it stands in the text behind an @; empty: beside the text */
} Mentioned;

/* The note, who is named in it, what hangs on it and what was promised: one act, one undo. */
typedef struct Note {
    Post       *post;
    Commitment *step;                             /* NULL: none */
    Mentioned   mentioned[NOTE_MENTIONS_MAX];
    size_t      mentioned_n;
    const FilesTaken *files;                      /* stored already; NULL: none */
} Note;

/* Reads a form: fields of the post; `mention` (ids, chosen as one types) and `mention.name` (names, parted by commas);
** names behind an @ in the text that lead to one record; step_text, step_due or step_in (days), step_owner;
** written_at, the device's moment of a note that waited for the network. Complains by field. Without anybody it is
** about, a note stands on the writer's own place. */
Fault note_read(Ctx *c, const Request *rq, Note *ret_note) MUST;

/* Where a new note stands: with whom it is about, else on the writer's own place, unless they have the whole region. */
Fault note_place(Ctx *c, Post *p) MUST;

/* Saves all of it in the act of this write. On the writer. */
Fault note_save(Ctx *c, Note *n) MUST;

/* After the text of a post was changed: who is still named in it, who is new. On the writer. */
Fault note_mentions_follow(Ctx *c, const Post *p) MUST;

/* ---- a paper that was signed, scanned: post_note.c ------------------------------------------------------------- */

typedef struct SignedPaper {
    TextKey           what;
    Str               name;                       /* of what was signed */
    Id                about, unit, team;          /* team 0: whoever sees the unit's notes */
    const FilesTaken *files;                      /* stored already */
} SignedPaper;

/* Keeps it on a note of its own, "what: name" in the reader's language, in the act of this write. On the writer. */
Fault post_signed_paper(Ctx *c, const SignedPaper *paper, Id *ret_post) MUST;

#endif
