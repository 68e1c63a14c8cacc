/* vrp_sheet_test.c - the sheet that a dispatcher reads: every line of it, in both languages. */
#include "check.h"
#include "vrpfile/vroom.h"

/* Hours from the depot: A 3, B 4 (1 from A); a coach with rules and one without. */
static const char PROBLEM[] =
    "{\"vehicles\":["
    "{\"id\":7,\"start_index\":0,\"end_index\":0,\"capacity\":[40],\"seat_ratio\":0.5,\"time_window\":[21600,86400],"
    "\"crew\":{\"drivers\":2,\"seats\":2,\"in_ratio\":true},\"driver_rules\":{\"layover\":3600},"
    "\"steps\":[{\"type\":\"job\",\"id\":1},{\"type\":\"job\",\"id\":2},{\"type\":\"job\",\"id\":3}]},"
    "{\"id\":8,\"description\":\"粤R1\",\"end_index\":0,\"capacity\":[4],\"time_window\":[0,36000],"
    "\"steps\":[{\"type\":\"job\",\"id\":4}]}],"
    "\"jobs\":["
    "{\"id\":1,\"location_index\":1,\"description\":\"孝感\",\"pickup\":[4],\"setup\":600,\"service\":60},"
    "{\"id\":2,\"location_index\":1,\"description\":\"孝感\",\"pickup\":[2],\"setup\":600,\"service\":60},"
    "{\"id\":3,\"location_index\":2,\"description\":\"天门\",\"pickup\":[6],\"max_ride_time\":14000},"
    "{\"id\":4,\"location_index\":2,\"description\":\"天门\",\"pickup\":[5]},"
    "{\"id\":5,\"location_index\":1,\"description\":\"孝感\",\"pickup\":[3]}],"
    "\"matrices\":{\"car\":{\"durations\":[[0,10800,14400],[10800,0,3600],[14400,3600,0]],"
    "\"distances\":[[0,240000,320000],[240000,0,80000],[320000,80000,0]]}}}";

static const char EN[] = "Coach 1  vehicle 7  12 of 18 seats  2 drivers  640 km  driving 8:00\n"
                         "  06:00  sets off\n"
                         "  09:00  drivers sleep 1:00, until 10:00\n"
                         "  10:00  孝感 (arrives 09:00)  6 get on  parties 1, 2  leaves 10:12\n"
                         "  11:12  天门  6 get on  parties 3  leaves 11:12\n"
                         "  14:12  rest on the way 0:20, until 14:32 (3:00 of driving from the last stop)\n"
                         "  15:32  arrives at the end\n"
                         "  longest ride 5:21 (direct 3:00)\n"
                         "\nCoach 2  vehicle 8 粤R1  5 of 4 seats  320 km  driving 4:00\n"
                         "  00:00  sets off\n"
                         "  00:00  天门  5 get on  parties 4  leaves 00:00\n"
                         "  04:00  arrives at the end\n"
                         "  longest ride 4:00 (direct 4:00)\n"
                         "\nConstraints broken:\n"
                         "  coach 1  party 3  the ride is too long by 27 min\n"
                         "  coach 2  overloaded by 1\n"
                         "\nIn all  2 coaches  17 people  960 km  longest ride 5:21  mean 4:35  parties not seated: 1\n"
                         "not assigned 孝感 (5)\n";
static const char ZH[] = "第 1 车  车辆 7  载客 12/18 人  驾驶员 2 人  640 公里  行驶 8:00\n"
                         "  06:00  出车\n"
                         "  09:00  驾驶员住宿 1:00，至 10:00\n"
                         "  10:00  孝感（09:00 到）  上车 6 人  批次 1, 2  发车 10:12\n"
                         "  11:12  天门  上车 6 人  批次 3  发车 11:12\n"
                         "  14:12  途中休息 0:20，至 14:32（距上一站车程 3:00）\n";

static struct str sheet(struct arena *a, bool zh)
{
    struct err e = {.arena = a};
    struct vroom f;
    struct vrp_plan plan;
    struct vrp_verdict verdict;
    struct buf b = {.arena = a};
    CHECK(vroom_read(a, &e, str_of(PROBLEM), NULL, &f));
    int32_t *of = ARENA_ARRAY(a, int32_t, (size_t)f.vehicle_count + 1);
    vroom_plan(a, &f, &plan, of);
    vrp_check(a, &f.problem, &plan, &verdict);
    struct vroom_answer answer = {.plan = &plan, .verdict = &verdict, .vehicle_of = of};
    vroom_text(&b, &f, &answer, zh);
    return buf_str(&b);
}

int main(void)
{
    struct arena *a = arena_new();
    struct str en = sheet(a, false), zh = sheet(a, true);
    if (!str_starts(en, str_of(EN))) fprintf(stderr, "%.*s\n", STR_ARG(en));
    CHECK(str_starts(en, str_of(EN)));
    if (!str_starts(zh, str_of(ZH))) fprintf(stderr, "%.*s\n", STR_ARG(zh));
    CHECK(str_starts(zh, str_of(ZH)));
    arena_free(a);
    return check_end();
}
