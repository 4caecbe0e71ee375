/* consortium_until.c - a day for each certificate, below the certificates in the form of a member. */
#include "consortium/consortium_page.h"

static Fault until_draw(Buf *b, Page *pg, const void *rec) {
    const ConsortiumMember *m = rec;
    Ctx          *c = pg->c;
    const Params *typed = pg->rq->method == POST ? &pg->rq->form : NULL;
    Buf           fields;
    UntilView     v = {.open = m->certificates > 0};
    buf_init(&fields, 1 << 18);
    for (int bit = 0; bit < JOIN_CERTIFICATES; bit++) {
        const Field *f = consortium_until_field(bit);
        v.open = v.open || value_known(f, rec) || complaint_of(c, f->name);
        ent_field_html(c, &fields, &consortium_member_entity, f, rec, typed);
    }
    v.fields = html_keep(c->arena, &fields);
    consortium_until_html(b, pg, &v);
    return OK;
}

const FormPart CONSORTIUM_UNTIL_PART = {.entity = &consortium_member_entity,
                                        .below = CONSORTIUM_MEMBER_F_CERTIFICATES, .draw = until_draw};
