/* cockpit_records.c - the record tables of cockpit.h. */
#include "cockpit/cockpit.h"

#define TABLE(T, id, ...)                                                                                              \
    static const struct field T##_fields[] = {__VA_ARGS__};                                                            \
    const struct record id = RECORD(T, T##_fields)

TABLE(cockpit_value, COCKPIT_VALUE, FIELD(struct cockpit_value, key, .required = true, .zh = "指标", .en = "Key"),
      FIELD(struct cockpit_value, label, .required = true, .zh = "名称", .en = "Label"),
      FIELD(struct cockpit_value, value, .required = true, .zh = "数值", .en = "Value"),
      FIELD(struct cockpit_value, base, .zh = "基数", .en = "Base"),
      FIELD(struct cockpit_value, permille, .zh = "千分比", .en = "Per mille"),
      FIELD(struct cockpit_value, base_list, .zh = "基数名单", .en = "Base list"),
      FIELD(struct cockpit_value, base_as_of, .zh = "名单基准日", .en = "Base list as of"),
      FIELD(struct cockpit_value, definition, .required = true, .zh = "口径", .en = "Definition"),
      FIELD(struct cockpit_value, source, .required = true, .zh = "来源", .en = "Source"),
      FIELD(struct cockpit_value, drill, .required = true, .zh = "明细", .en = "Drill-down"));

TABLE(cockpit_card, COCKPIT_CARD, FIELD(struct cockpit_card, key, .required = true, .zh = "卡片", .en = "Card"),
      FIELD(struct cockpit_card, title, .required = true, .zh = "标题", .en = "Title"),
      FIELD(struct cockpit_card, values, .required = true, .of = &COCKPIT_VALUE, .zh = "指标", .en = "Values"));

TABLE(cockpit, COCKPIT, FIELD(struct cockpit, as_of, .required = true, .zh = "截至", .en = "As of"),
      FIELD(struct cockpit, cards, .required = true, .of = &COCKPIT_CARD, .zh = "卡片", .en = "Cards"));

TABLE(todo, TODO, FIELD(struct todo, key, .required = true, .zh = "待办", .en = "Key"),
      FIELD(struct todo, label, .required = true, .zh = "名称", .en = "Label"),
      FIELD(struct todo, count, .required = true, .zh = "数量", .en = "Count"),
      FIELD(struct todo, link, .required = true, .zh = "去处", .en = "Link"));

TABLE(home, HOME, FIELD(struct home, todos, .required = true, .of = &TODO, .zh = "待办", .en = "To do"),
      FIELD(struct home, must_change_password, .required = true, .zh = "须修改密码", .en = "Password must be changed"));
