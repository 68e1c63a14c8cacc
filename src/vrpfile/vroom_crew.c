/* vroom_crew.c - who rides along with the passengers: medics that a convoy shares. */
#include "vrpfile/vroom_impl.h"

int32_t vroom_medics(struct vroom_reader *r, int32_t medics, int32_t coaches)
{
    struct convoy *x = NULL;
    for (size_t i = 0; i < r->convoys.count && !x; i++) {
        struct convoy *y = LIST_AT(&r->convoys, struct convoy, i);
        if (y->medics == medics && y->coaches == coaches) x = y;
    }
    if (!x) {
        x = LIST_ADD(r->arena, &r->convoys, struct convoy);
        *x = (struct convoy){.medics = medics, .coaches = coaches};
    }
    int64_t before = (x->seen * medics + coaches - 1) / coaches;
    x->seen++;
    return (int32_t)((x->seen * medics + coaches - 1) / coaches - before);
}
