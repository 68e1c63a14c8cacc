#!/usr/bin/env python3
"""make_pack.py - writes the pack packs/qingyuan-2020: sample data in which the article's figures come out by counting.

    tools/make_pack.py [FOLDER]         the same bytes every time; the result is committed

What is real: the names of the zone, its parks, departments, divisions and industries, and the enterprises that the
newspaper article of 25 May 2020 names.  Everything else is invented and marked as sample: codes, staff, money, people.
  - Social credit codes have right check characters over organisation codes that begin with QY, which nobody gives out.
  - Identity numbers have right check characters and the sequence numbers 996-999, which were kept for people over a
    hundred years old, with birthdays of the 1970s to 1990s: nobody can have one.
"""
import csv
import datetime
import io
import json
import pathlib
import random
import sys
import zipfile

SEED = 20200525
USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
ORG_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

COUNTED, ABOVE_SCALE_2019, RESUMPTION_BASE = 742, 157, 155
HIGH_TECH, HIGH_TECH_NEW, WORKERS, WORKER_UNITS, WORKER_ENTERPRISES = 104, 44, 430, 15, 83
BRANCHES, SOLE_TRADERS = 16, 12
WITHOUT_FIGURES = 38        # enterprises whose size class cannot be told yet
DEMO_PASSWORD = 'Nuanqiao-2020'


# ---- codes -------------------------------------------------------------------------------------------------------

def org_code(serial):
    """QY + six digits + check character (GB 11714-1997)."""
    body = f'QY{serial:06d}'
    total = sum(w * ORG_ALPHABET.index(c) for w, c in zip((3, 7, 9, 10, 5, 8, 4, 2), body))
    check = 11 - total % 11
    return body + {10: 'X', 11: '0'}.get(check, str(check))


def uscc(serial, kind='91', division='441802'):
    """Unified social credit code with a right check character (GB 32100-2015)."""
    body = kind + division + org_code(serial)
    total = sum(pow(3, i, 31) * USCC_ALPHABET.index(c) for i, c in enumerate(body))
    return body + USCC_ALPHABET[(31 - total % 31) % 31]


def citizen_id(division, birth, sequence):
    """Identity number with a right check character (GB 11643-1999)."""
    body = f'{division}{birth:%Y%m%d}{sequence:03d}'
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + '10X98765432'[sum(w * int(c) for w, c in zip(weights, body)) % 11]


# ---- the zone ----------------------------------------------------------------------------------------------------

AREAS = [
    ('baijia', '百嘉工业园', 'Baijia Industrial Park', 30),
    ('yinzhan', '银盏工业园', 'Yinzhan Industrial Park', 22),
    ('longtang', '龙塘工业园', 'Longtang Industrial Park', 18),
    ('xiongxing', '雄兴工业城', 'Xiongxing Industrial City', 12),
    ('jiafu', '嘉福工业园', 'Jiafu Industrial Park', 10),
    ('keji', '科技创新园', 'Science and Innovation Park', 8),
]
DEPARTMENTS = [
    ('office', '党政综合办公室', 'General Office'),
    ('economy', '经济发展局', 'Economic Development Bureau'),
    ('service', '企业服务局', 'Enterprise Service Bureau'),
    ('science', '科技创新局', 'Science and Innovation Bureau'),
    ('investment', '招商局', 'Investment Promotion Bureau'),
    ('finance', '财政局', 'Finance Bureau'),
    ('construction', '规划建设局', 'Planning and Construction Bureau'),
    ('labour', '人力资源和社会保障局', 'Human Resources and Social Security Bureau'),
    ('safety', '安全生产监督管理局', 'Work Safety Bureau'),
]
# login, name, role, what the role is bound to (an enterprise's name, a department's or an area's code)
USERS = [
    ('clerk', '程晓棠', 'clerk', '金禄电子科技股份有限公司'),
    ('assistant', '钟亦航', 'assistant', 'baijia'),
    ('officer', '梁知行', 'officer', 'service'),
    ('reviewer1', '何书宁', 'reviewer_first', ''),
    ('reviewer2', '罗砚秋', 'reviewer_second', ''),
    ('finance', '邓若谷', 'finance', ''),
    ('finance2', '顾怀瑾', 'finance', ''),          # checks what the other one pays
    ('policy', '叶明溪', 'policy_editor', ''),
    ('policy2', '温书言', 'policy_editor', ''),     # publishes what the other one wrote
    ('dispatcher', '冯启舟', 'dispatcher', ''),
    ('statistician', '苏以恒', 'statistician', ''),
    ('captain', '莫远山', 'captain', ''),
    ('leader', '欧阳平', 'leader', ''),
    ('auditor', '黎静言', 'auditor', ''),
    ('admin', '管一鸣', 'administrator', ''),
]
LISTS = [
    ('resumption-2020', '复工率基数（规上）2020', 'resumption', '2020-02-10'),
    ('above-scale-2019', '2019年规模以上工业企业', 'above_scale', '2019-12-31'),
    ('high-tech-2019', '2019年有效高新技术企业', 'high_tech', '2019-12-31'),
]

# (industry code, words of the name, scope, weight, can be a high-tech enterprise)
INDUSTRIES = [
    ('C3982', '电子电路', '印制电路板的研发、生产与销售', 16, True),
    ('C3981', '电子元件', '电阻、电容、电感元件的制造', 10, True),
    ('C3985', '电子材料', '电子专用材料的研发与制造', 9, True),
    ('C3975', '半导体照明', '半导体照明器件的制造', 7, True),
    ('C3976', '光电科技', '光电子器件的制造', 7, True),
    ('C3983', '传感技术', '敏感元件及传感器的制造', 5, True),
    ('C3989', '电子科技', '其他电子元件的制造', 8, True),
    ('C3919', '计算机设备', '计算机整机及配件的制造', 5, True),
    ('C3874', '智能照明', '智能照明器具的制造', 5, True),
    ('C3831', '线缆', '电线、电缆的制造', 7, True),
    ('C3821', '电气设备', '变压器、整流器和电感器的制造', 6, True),
    ('C3825', '光伏科技', '光伏设备及元器件的制造', 5, True),
    ('C3841', '新能源电池', '锂离子电池的制造', 6, True),
    ('C3849', '储能科技', '其他电池的制造', 3, True),
    ('C4011', '自动化设备', '工业自动控制系统装置的制造', 8, True),
    ('C3569', '智能装备', '电子专用设备的制造', 7, True),
    ('C3525', '精密模具', '模具的设计与制造', 9, True),
    ('C3484', '精密机械', '机械零部件加工', 9, False),
    ('C3424', '焊接设备', '金属切割及焊接设备的制造', 3, True),
    ('C3670', '汽车零部件', '汽车零部件及配件的制造', 9, True),
    ('C3252', '铝业', '铝压延加工', 8, True),
    ('C3240', '合金材料', '有色金属合金的制造', 7, True),
    ('C3239', '稀有金属', '稀有金属的冶炼', 3, True),
    ('C3311', '钢结构', '金属结构的制造', 5, False),
    ('C3312', '门窗', '金属门窗的制造', 6, False),
    ('C3360', '表面处理', '金属表面处理及热处理加工', 6, False),
    ('C2659', '合成材料', '合成材料的制造', 9, True),
    ('C2661', '化学助剂', '化学试剂和助剂的制造', 8, True),
    ('C2669', '精细化工', '专用化学产品的制造', 8, True),
    ('C2929', '塑料制品', '塑料零件及其他塑料制品的制造', 12, False),
    ('C2925', '合成革', '塑料人造革、合成革的制造', 6, True),
    ('C1781', '非织造材料', '非织造布的制造', 4, True),
    ('C2710', '原料药', '化学药品原料药的制造', 4, True),
    ('C2720', '制药', '化学药品制剂的制造', 5, True),
    ('C2740', '中药', '中成药的生产', 3, True),
    ('C2770', '医用材料', '卫生材料及医药用品的制造', 5, True),
    ('C3072', '陶瓷', '卫生陶瓷制品的制造', 5, False),
    ('C3061', '玻璃纤维', '玻璃纤维及制品的制造', 3, True),
    ('C1495', '食品配料', '食品添加剂的制造', 5, True),
    ('C1432', '食品', '速冻食品的制造', 4, False),
    ('C2110', '家具', '木质家具的制造', 6, False),
    ('C2231', '包装', '纸和纸板容器的制造', 8, False),
    ('C2319', '印刷', '包装装潢及其他印刷', 5, False),
    ('C4210', '再生资源', '金属废料和碎屑的加工处理', 4, False),
    ('D4416', '光伏发电', '太阳能发电', 3, False),
    ('D4620', '水务', '污水处理及其再生利用', 3, True),
    ('E4790', '建筑工程', '房屋建筑工程施工', 7, False),
    ('E4813', '市政工程', '市政道路工程施工', 5, False),
    ('E4910', '机电安装', '电气安装工程', 6, False),
    ('E5011', '装饰工程', '公共建筑装饰和装修', 6, False),
    ('F5164', '金属贸易', '金属及金属矿的批发', 11, False),
    ('F5165', '建材贸易', '建材的批发', 12, False),
    ('F5176', '数码贸易', '计算机、软件及辅助设备的批发', 8, False),
    ('F5179', '机电贸易', '机械设备及电子产品的批发', 12, False),
    ('F5181', '进出口', '贸易代理', 8, False),
    ('F5193', '电子商务', '互联网批发', 9, False),
    ('F5292', '网络商贸', '互联网零售', 8, False),
    ('F5299', '商贸', '零售业', 8, False),
    ('G5821', '货运代理', '货物运输代理', 7, False),
    ('G5442', '物流', '货运枢纽经营', 6, False),
    ('G5930', '冷链', '低温仓储', 4, False),
    ('G5990', '仓储', '普通仓储服务', 5, False),
    ('H6110', '酒店管理', '旅游饭店', 2, False),
    ('H6210', '餐饮管理', '正餐服务', 3, False),
    ('I6450', '数据科技', '互联网数据服务', 7, True),
    ('I6440', '网络安全', '互联网安全服务', 4, True),
    ('I6513', '软件', '应用软件的开发', 14, True),
    ('I6511', '信息技术', '基础软件的开发', 5, True),
    ('I6520', '集成电路', '集成电路的设计', 5, True),
    ('I6531', '系统集成', '信息系统集成服务', 9, True),
    ('I6550', '云计算', '信息处理和存储支持服务', 5, True),
    ('J6631', '融资租赁', '融资租赁服务', 2, False),
    ('K7010', '置业', '房地产开发经营', 4, False),
    ('K7020', '物业服务', '物业管理', 6, False),
    ('K7040', '园区运营', '房地产租赁经营', 5, False),
    ('L7211', '企业总部', '企业总部管理', 3, False),
    ('L7212', '投资', '投资与资产管理', 5, False),
    ('L7241', '会计服务', '会计、审计及税务服务', 5, False),
    ('L7251', '数字营销', '互联网广告服务', 5, False),
    ('L7262', '人力资源', '职业中介服务', 6, False),
    ('L7284', '会展', '文化会展服务', 4, False),
    ('M7320', '工程研究', '工程和技术研究和试验发展', 9, True),
    ('M7340', '医学研究', '医学研究和试验发展', 6, True),
    ('M7452', '检测技术', '检测服务', 6, True),
    ('M7484', '工程设计', '工程设计活动', 5, False),
    ('M7491', '工业设计', '工业设计服务', 5, True),
    ('M7512', '生物科技', '生物技术推广服务', 8, True),
    ('M7513', '新材料科技', '新材料技术推广服务', 8, True),
    ('M7514', '节能科技', '节能技术推广服务', 6, True),
    ('M7530', '科技服务', '科技中介服务', 6, False),
    ('N7722', '环保科技', '大气污染治理', 5, True),
    ('N7724', '环境工程', '危险废物治理', 4, True),
    ('O8111', '汽车服务', '汽车修理与维护', 4, False),
    ('O8211', '清洁服务', '建筑物清洁服务', 3, False),
]
INDUSTRY = {row[0]: row for row in INDUSTRIES}

# Enterprises that the article names: name, industry, park, headcount, above-scale in 2019, high-tech.  All but the name
# (and the industry that it tells) is invented; 518 people: 52 workers from Hubei were about 10 % of the staff.
NAMED = [
    ('贝乐(清远)非织布有限公司', 'C1781', 'baijia', 186, True, True),
    ('金禄电子科技股份有限公司', 'C3982', 'baijia', 518, True, True),
    ('清远齐力合成革有限公司', 'C2925', 'longtang', 264, True, True),
    ('豪美铝业', 'C3252', 'longtang', 1460, True, True),
    ('先导稀材', 'C3239', 'baijia', 1180, True, True),
    ('聚石化学', 'C2659', 'xiongxing', 820, True, True),
    ('广东嘉博制药有限公司', 'C2720', 'baijia', 352, True, True),
    ('天安智谷', 'M7540', 'keji', 46, False, False),
    ('华大健康电商园', 'M7540', 'keji', 31, False, False),
    ('中山大学清远创新药物研究中心', 'M7340', 'keji', 58, False, False),
    ('华工清远高新区科技产业协同创新平台', 'M7320', 'keji', 42, False, False),
    ('华南师范大学(清远)科技创新研究院', 'M7320', 'keji', 37, False, False),
]
INDUSTRY['M7540'] = ('M7540', '创业空间', '创业空间服务', 0, False)

BRAND_FIRST = '岚砺澄朔屿樾嵘瑾翊珩峻煜曜榆沐霁穗棠澜筠葳湜鹭璟墨昀皓桉蓼汐'
BRAND_SECOND = '川禾远舟岩原泽屏帆谷禹岭羽棠墩霖槿蔚笙砚湾栩陌甸隅溪'
SURNAMES = '王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严'
GIVEN_FIRST = '明晓文志建国海永春小雨思子嘉俊书亦若知景一云秋清宁安启远仲伯'
GIVEN_SECOND = '华强军平辉杰涛鹏宇航欣怡婷雪梅兰芳敏静颖桐楠阳晨轩然宁远博睿源澄'

HUBEI = [  # (unit, county-level division codes in it); 15 of the province's 17 units
    ('武汉市', ['420102', '420106', '420111', '420116']),
    ('黄石市', ['420202', '420222', '420281']),
    ('十堰市', ['420302', '420324']),
    ('宜昌市', ['420502', '420525', '420581', '420582']),
    ('襄阳市', ['420602', '420625', '420683']),
    ('鄂州市', ['420703', '420704']),
    ('荆门市', ['420802', '420881']),
    ('孝感市', ['420902', '420922', '420984']),
    ('荆州市', ['421002', '421022', '421083', '421087']),
    ('黄冈市', ['421102', '421124', '421126', '421181']),
    ('咸宁市', ['421202', '421221', '421281']),
    ('随州市', ['421303', '421381']),
    ('恩施土家族苗族自治州', ['422801', '422802', '422823']),
    ('仙桃市', ['429004']),
    ('潜江市', ['429005']),
]

# Young talents who came to one enterprise in 2020, on both sides of the ages 30, 35 and 40 at 30 April 2020:
# name, division, birth, degree, title, hired on
NEWCOMERS = [
    ('温景澄', '430104', '1992-05-08', 'master', '', '2020-03-16'),
    ('骆书航', '440304', '1986-11-20', 'doctor', '', '2020-02-24'),
    ('易清和', '450102', '1989-05-01', 'bachelor', '', '2020-04-06'),                  # 30 until the day after
    ('卓远帆', '450102', '1989-04-30', 'bachelor', 'middle', '2020-04-06'),            # 31 on that day
    ('柏安然', '360102', '1981-03-03', 'below_college', 'senior_technician', '2020-03-02'),
    ('祁若川', '350102', '1985-01-15', 'college', 'associate_senior', '2020-01-06'),
    ('邵云岫', '330102', '1979-06-30', 'master', 'full_senior', '2020-03-09'),         # 40
    ('路明夷', '510104', '1979-04-29', 'doctor', '', '2020-03-09'),                    # 41
    ('申屠宁', '441802', '1993-09-12', 'master', '', '2020-03-16'),                    # from the city itself
    ('纪怀舟', '440106', '1991-02-02', 'master', '', '2019-12-30'),                    # not newly come
]
NEWCOMER_DIVISIONS = ['440106', '440304', '430104', '450102', '360102', '350102', '330102', '510104', '610102', '441881']
NEWCOMERS_ELSEWHERE = 30


class Enterprise:
    """One row of the pack, with what the other files need to know about it."""

    def __init__(self, number, name, industry, area, kind='enterprise'):
        self.number, self.name, self.industry, self.area, self.kind = number, name, industry, area, kind
        self.uscc = uscc(1000 + 7 * number, '92' if kind == 'sole_trader' else '91')
        self.figures = None             # (headcount, revenue yuan, assets yuan)
        self.registered = None
        self.above_scale = self.high_tech = False

    @property
    def industrial(self):
        return self.industry[0] in 'BCD'


def person(rng):
    return rng.choice(SURNAMES) + rng.choice(GIVEN_FIRST) + rng.choice(GIVEN_SECOND)


def weighted(rng, rows, weight):
    return rng.choices(rows, [weight(row) for row in rows])[0]


def round_to(value, step):
    return int(value) // step * step


def figures_above_scale(rng, headcount=None):
    """Industrial enterprises of at least 20 million yuan of revenue a year."""
    headcount = headcount or int(min(1500, max(38, rng.lognormvariate(4.9, 0.75))))
    revenue = max(21_000_000, round_to(headcount * rng.uniform(620_000, 1_750_000), 10_000))
    return headcount, revenue, round_to(revenue * rng.uniform(0.5, 1.4), 10_000)


def figures_small(rng, industrial):
    headcount = int(min(120, max(3, rng.lognormvariate(2.7, 0.8))))
    revenue = round_to(headcount * rng.uniform(120_000, 520_000), 1_000)
    if industrial:
        revenue = min(revenue, 19_600_000)
    return headcount, revenue, round_to(revenue * rng.uniform(0.4, 2.2), 1_000)


def make_names(rng):
    """Brands of two rare characters, each used once; so invented names repeat nobody's."""
    brands = [a + b for a in BRAND_FIRST for b in BRAND_SECOND if a != b]
    rng.shuffle(brands)
    return brands


def invented_name(rng, brand, word):
    front = weighted(rng, [('清远市', 5), ('清远', 3), ('广东', 3), ('清远高新区', 2)], lambda row: row[1])[0]
    return f'{front}{brand}{word}{"股份" if rng.random() < 0.03 else ""}有限公司'


def make_enterprises(rng):
    rows = []
    brands = make_names(rng)
    for name, industry, area, headcount, above, high in NAMED:
        e = Enterprise(len(rows) + 1, name, industry, area)
        e.above_scale, e.high_tech = above, high
        small = (headcount, headcount * 180_000, headcount * 260_000)
        e.figures = figures_above_scale(rng, headcount) if above else small
        rows.append(e)
    while len(rows) < COUNTED:
        industry = weighted(rng, INDUSTRIES, lambda row: row[3])
        area = weighted(rng, AREAS, lambda row: row[3])[0]
        rows.append(Enterprise(len(rows) + 1, invented_name(rng, brands.pop(), industry[1]), industry[0], area))
    mark_above_scale(rng, rows)
    mark_high_tech(rng, rows)
    others = [e for e in rows if not e.figures]
    for e in others:
        e.figures = figures_small(rng, e.industrial)
    for e in rng.sample(others, WITHOUT_FIGURES):
        headcount, revenue, assets = e.figures
        e.figures = rng.choice([(None, None, None), (None, revenue, assets), (headcount, None, assets)])
    return rows + make_uncounted(rng, rows, brands)


def mark_above_scale(rng, rows):
    have = sum(e.above_scale for e in rows)
    for e in rng.sample([e for e in rows if e.industrial and not e.above_scale], ABOVE_SCALE_2019 - have):
        e.above_scale = True
        e.figures = figures_above_scale(rng)


def mark_high_tech(rng, rows):
    have = sum(e.high_tech for e in rows)
    pool = [e for e in rows if not e.high_tech and INDUSTRY[e.industry][4]]
    for e in rng.sample([e for e in pool if e.above_scale], 48):
        e.high_tech = True
    for e in rng.sample([e for e in pool if not e.above_scale], HIGH_TECH - have - 48):
        e.high_tech = True


def make_uncounted(rng, rows, brands):
    """Branches and sole traders: they stand in the registry, and no figure counts them."""
    out = []
    for parent in rng.sample(rows[12:], BRANCHES):
        e = Enterprise(COUNTED + len(out) + 1, f'{parent.name}{rng.choice(["百嘉", "银盏", "龙塘", "新城"])}分公司',
                       parent.industry, parent.area, 'branch')
        out.append(e)
    for _ in range(SOLE_TRADERS):
        word = rng.choice(['五金店', '百货商行', '快餐店', '汽车维修部', '包装材料经营部', '文具店'])
        out.append(Enterprise(COUNTED + len(out) + 1, f'清远高新区{brands.pop()}{word}',
                              {'快餐店': 'H6210', '汽车维修部': 'O8111'}.get(word, 'F5299'),
                              rng.choice(AREAS)[0], 'sole_trader'))
    return out


def registered_on(rng, high_tech):
    year = rng.choices(range(1994, 2020), [1 + (y - 1994) * 0.6 for y in range(1994, 2020)])[0]
    if high_tech:
        year = min(year, 2016)
    return datetime.date(year, 1, 1) + datetime.timedelta(days=rng.randrange(365))


ROADS = {'baijia': '百嘉工业园', 'yinzhan': '银盏工业园', 'longtang': '龙塘镇工业园', 'xiongxing': '雄兴工业城',
         'jiafu': '嘉福工业园', 'keji': '科技创新园'}


def enterprise_rows(rng, rows):
    zh = {code: name for code, name, _, _ in AREAS}
    out = []
    for e in rows:
        e.registered = since = registered_on(rng, e.high_tech)
        capital = rng.choice([50, 100, 200, 300, 500, 800, 1000, 1200, 2000, 3000, 5000])
        if e.kind != 'enterprise':
            capital = 0 if e.kind == 'branch' else rng.choice([3, 5, 10])
        elif e.above_scale:
            capital *= rng.choice([2, 4, 10])
        out.append({
            'name': e.name, 'uscc': e.uscc, 'kind': e.kind, 'registered_on': since.isoformat(),
            'capital_text': f'{capital}万人民币' if capital else '', 'legal_representative': person(rng),
            'industry': e.industry, 'area': zh[e.area],
            'address': f'清远高新区{ROADS[e.area]}{rng.choice("ABCDEFG")}{rng.randrange(1, 40)}号地块',
            'scope_text': INDUSTRY[e.industry][2] + '（示例数据）', 'registration_since': since.isoformat(),
        })
    return out


def fen(yuan):
    return None if yuan is None else yuan * 100


def year_rows(rows):
    out = []
    for e in rows:
        if e.figures and any(v is not None for v in e.figures):
            headcount, revenue, assets = e.figures
            out.append({'uscc': e.uscc, 'name': e.name, 'year': 2019, 'headcount': headcount,
                        'revenue_fen': fen(revenue), 'assets_fen': fen(assets), 'source': '示例数据'})
    return out


def flag_rows(rng, rows):
    """157 above-scale of 2019; the base of the return-to-work rate has 155: four left and two joined.  All 742 were
    back at work by 14 May 2020, those of the base first."""
    out = []

    def add(e, flag, code, since, value=''):
        out.append({'uscc': e.uscc, 'name': e.name, 'flag': flag, 'list': code, 'since': since, 'value': value})

    above = [e for e in rows if e.above_scale]
    for e in above:
        first = min(2019, e.registered.year + 1)
        add(e, 'above_scale', 'above-scale-2019', f'{rng.randrange(max(first, 2008), 2020)}-01-01')
    left = rng.sample(above[8:], 4)
    joined = rng.sample([e for e in rows if e.industrial and not e.above_scale and e.kind == 'enterprise'], 2)
    base = [e for e in above if e not in left] + joined
    for e in base:
        add(e, 'other', 'resumption-2020', '2020-02-10', '复工率基数')
    for e in rows:
        if e.kind == 'enterprise':
            days = rng.randrange(0, 32) if e in base else rng.randrange(7, 95)
            add(e, 'resumed', '', (datetime.date(2020, 2, 10) + datetime.timedelta(days=days)).isoformat())
    high = [e for e in rows if e.high_tech]
    new = set(rng.sample(range(7, len(high)), HIGH_TECH_NEW))   # the article's own were recognised before
    for i, e in enumerate(high):
        year = 2019 if i in new else rng.choice([2017, 2018])
        since = datetime.date(year, 12, 2) if year == 2019 else datetime.date(year, 11, rng.randrange(9, 29))
        add(e, 'high_tech', 'high-tech-2019', since.isoformat())
    return out


def worker_counts(rng, rows):
    """83 enterprises share 430 workers: 52 to one, 22 to another, the rest as it falls."""
    above = [e for e in rows if e.above_scale]
    jinlu, qili = rows[1], rows[2]
    others = rng.sample([e for e in above if e not in (jinlu, qili)], WORKER_ENTERPRISES - 2)
    counts = {jinlu: 52, qili: 22}
    counts.update({e: 1 for e in others})
    for _ in range(WORKERS - 52 - 22 - len(others)):
        e = rng.choice([e for e in others if counts[e] < 14])
        counts[e] += 1
    return counts


def worker_rows(rng, rows):
    units = [i for i in range(WORKER_UNITS)]
    units += rng.choices(units, [9, 3, 3, 6, 5, 2, 3, 5, 7, 8, 4, 3, 4, 2, 2], k=WORKERS - WORKER_UNITS)
    rng.shuffle(units)
    out, used = [], set()
    for e, count in worker_counts(rng, rows).items():
        for _ in range(count):
            division = rng.choice(HUBEI[units.pop()][1])
            while True:
                birth = datetime.date(1972, 1, 1) + datetime.timedelta(days=rng.randrange(28 * 365))
                number = citizen_id(division, birth, rng.choice([996, 997, 998, 999]))
                if number not in used:
                    break
            used.add(number)
            hired = datetime.date(2014, 1, 1) + datetime.timedelta(days=rng.randrange(6 * 365))
            hired = max(hired, e.registered + datetime.timedelta(days=30), birth + datetime.timedelta(days=18 * 366))
            degree = rng.choices(['below_college', 'college', 'bachelor', 'master'], [64, 22, 12, 2])[0]
            out.append({'uscc': e.uscc, 'enterprise_name': e.name, 'name': person(rng), 'id_number': number,
                        'household': division, 'degree': degree, 'title': '',
                        'hired_on': hired.isoformat()})
    return out


def newcomer_row(e, name, division, birth, degree, title, hired):
    return {'uscc': e.uscc, 'enterprise_name': e.name, 'name': name, 'id_number': citizen_id(division, birth, 996 + birth.day % 4),
            'household': division, 'degree': degree, 'title': title, 'hired_on': hired}


def newcomer_rows(rows):
    """Those above, and more for other enterprises; by a generator of their own, so that all else stays as it is."""
    rng = random.Random(SEED + 7)
    day = datetime.date.fromisoformat
    out = [newcomer_row(rows[1], name, division, day(birth), *rest) for name, division, birth, *rest in NEWCOMERS]
    places = rng.sample([e for e in rows if e.high_tech and e is not rows[1]], NEWCOMERS_ELSEWHERE // 2)
    for i in range(NEWCOMERS_ELSEWHERE):
        birth = datetime.date(1977, 1, 1) + datetime.timedelta(days=rng.randrange(20 * 365))
        hired = datetime.date(2020, 1, 2) + datetime.timedelta(days=rng.randrange(130))
        degree = rng.choices(['college', 'bachelor', 'master', 'doctor'], [2, 5, 4, 2])[0]
        title = rng.choices(['', 'middle', 'associate_senior', 'senior_technician'], [5, 3, 1, 1])[0]
        out.append(newcomer_row(places[i % len(places)], person(rng), rng.choice(NEWCOMER_DIVISIONS), birth, degree, title, hired.isoformat()))
    return out


# ---- the sheet with planted errors ---------------------------------------------------------------------------------

SHEET_ROWS, SHEET_NEW, SHEET_CHANGED, SHEET_BAD = 200, 30, 20, 10


def swap_neighbours(code):
    """Two different neighbours of the serial part change places: a slip of the hand that the check character shows."""
    for i in range(11, 16):
        if code[i] != code[i + 1]:
            return code[:i] + code[i + 1] + code[i] + code[i + 2:]
    raise ValueError(code)


def sheet_with_errors(rng, registered):
    """200 rows as an official would send them: 140 known, 20 changed, 30 new and 10 (5 %) wrong in six ways."""
    brands = [a + b for a in '骐骥麒麟驷骁' for b in '垚鑫淼焱森磊']
    rng.shuffle(brands)
    counted = [row for row in registered if row['kind'] == 'enterprise']
    picked = rng.sample(counted[12:], SHEET_ROWS - SHEET_NEW - SHEET_BAD)
    known = [dict(row) for row in [counted[0]] + picked[1:]]
    for row in known[1:1 + SHEET_CHANGED]:
        row['address'] = row['address'].replace('号地块', '号地块二期')
    fresh = []
    for i in range(SHEET_NEW + SHEET_BAD):
        industry = weighted(rng, INDUSTRIES, lambda row: row[3])
        area = rng.choice(AREAS)
        row = dict(known[0])
        row.update(name=f'清远{brands.pop()}{industry[1]}有限公司' if brands else '', uscc=uscc(900001 + 13 * i),
                   kind='enterprise', registered_on=f'2020-0{rng.randrange(1, 5)}-{rng.randrange(10, 28)}',
                   registration_since='2020-05-06',
                   capital_text=f'{rng.choice([50, 100, 200, 500])}万人民币', legal_representative=person(rng),
                   industry=industry[0], area=area[1], scope_text=industry[2] + '（示例数据）',
                   address=f'清远高新区{ROADS[area[0]]}{rng.choice("ABCDEFG")}{rng.randrange(40, 60)}号地块')
        if not row['name']:
            row['name'] = f'清远暖{"甲乙丙丁戊己庚辛"[i % 8]}{industry[1]}有限公司'
        fresh.append(row)
    new, bad = fresh[:SHEET_NEW], fresh[SHEET_NEW:]
    errors = plant_errors(new, bad)
    rows = known + new + bad
    order = list(range(len(rows)))
    rng.shuffle(order)
    duplicate = rows.index(bad[6])                      # the second of a pair must come after the first
    first = rows.index(new[0])
    a, b = order.index(first), order.index(duplicate)
    if a > b:
        order[a], order[b] = order[b], order[a]
    return [rows[i] for i in order], errors


def plant_errors(new, bad):
    """Two wrong check characters (warn: the enterprise is kept), two codes that Excel turned into numbers, two without
    a name and one code twice (rejected), two shifted rows and one without any code (quarantine)."""
    for row in bad[0:2]:
        row['uscc'] = swap_neighbours(row['uscc'])
    for row in bad[2:4]:
        row['uscc'] = 9.14418e17
    for row in bad[4:6]:
        row['name'] = ''
    bad[6]['uscc'] = new[0]['uscc']
    for row in bad[7:9]:                                # one cell lost: everything moves one column to the left
        keys = list(row)
        values = list(row.values())
        values = values[:2] + values[3:] + ['']
        row.update(zip(keys, values))
    bad[9]['uscc'] = ''
    return {
        'rows': SHEET_ROWS, 'created': SHEET_NEW + 2, 'updated': SHEET_CHANGED,
        'unchanged': SHEET_ROWS - SHEET_NEW - SHEET_CHANGED - SHEET_BAD, 'rejected': 5, 'quarantined': 3, 'warned': 2,
    }


# ---- files ---------------------------------------------------------------------------------------------------------

HEADINGS = {
    'name': '企业名称', 'uscc': '统一社会信用代码', 'kind': '主体类型', 'registered_on': '注册日期', 'capital_text': '注册资金',
    'legal_representative': '法人代表', 'industry': '行业代码', 'area': '片区', 'address': '注册地址', 'scope_text': '经营范围',
    'registration_since': '注册关系起',
}
KINDS_ZH = {'enterprise': '企业', 'branch': '分支机构', 'sole_trader': '个体工商户'}


def csv_text(rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys(), lineterminator='\n')
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def sheet_cells(rows):
    yield [HEADINGS[key] for key in rows[0]]
    for row in rows:
        yield [KINDS_ZH.get(v, v) if key == 'kind' else v for key, v in row.items()]


def column_name(index):
    return chr(ord('A') + index)


def escape(text):
    return text.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')


def xlsx_bytes(lines):
    """A small workbook: texts inline, numbers as numbers."""
    body = []
    for r, cells in enumerate(lines, 1):
        body.append(f'<row r="{r}">')
        for i, value in enumerate(cells):
            ref = f'{column_name(i)}{r}'
            if isinstance(value, (int, float)):
                body.append(f'<c r="{ref}"><v>{value:.0f}</v></c>')
            elif value:
                body.append(f'<c r="{ref}" t="inlineStr"><is><t>{escape(value)}</t></is></c>')
        body.append('</row>')
    ns = 'http://schemas.openxmlformats.org'
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    parts = {
        '[Content_Types].xml': f'<Types xmlns="{ns}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        '_rels/.rels': f'<Relationships xmlns="{ns}/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{ns}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        'xl/workbook.xml': f'<workbook xmlns="{ns}/spreadsheetml/2006/main" '
        f'xmlns:r="{ns}/officeDocument/2006/relationships"><sheets><sheet name="企业" sheetId="1" r:id="rId1"/></sheets>'
        '</workbook>',
        'xl/_rels/workbook.xml.rels': f'<Relationships xmlns="{ns}/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{ns}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        'xl/worksheets/sheet1.xml': f'<worksheet xmlns="{ns}/spreadsheetml/2006/main"><sheetData>{"".join(body)}'
        '</sheetData></worksheet>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as z:
        for name, text in parts.items():
            z.writestr(zipfile.ZipInfo(name, (2020, 5, 25, 0, 0, 0)), head + text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def manifest():
    return {
        'id': 'qingyuan-2020', 'version': '1.1.0', 'sample': True,
        'name_zh': '清远高新区 2020（示例）', 'name_en': 'Qingyuan High-tech Zone 2020 (sample)',
        'about_zh': '依据2020年5月25日报纸文章的公开数字编写的示例数据；企业代码、人员、金额均为虚构。',
        'about_en': 'Sample data made after the public figures of a newspaper article of 25 May 2020; '
                    'codes, people and amounts are invented.',
        'zone': {'code': 'qyhtz', 'name_zh': '清远高新技术产业开发区', 'name_en': 'Qingyuan High-tech Zone',
                 'utc_offset_minutes': 480},
    }


def figures():
    """What a count over the installed pack must give."""
    return {
        'enterprises': COUNTED, 'branches': BRANCHES, 'sole_traders': SOLE_TRADERS, 'resumed': COUNTED,
        'above_scale': ABOVE_SCALE_2019, 'resumption_base': RESUMPTION_BASE, 'resumed_of_base': RESUMPTION_BASE,
        'high_tech': HIGH_TECH, 'high_tech_new': HIGH_TECH_NEW,
        'workers': WORKERS, 'worker_units': WORKER_UNITS, 'worker_enterprises': WORKER_ENTERPRISES,
        'newcomers': len(NEWCOMERS) + NEWCOMERS_ELSEWHERE,
    }


def user_rows(rows):
    code = {e.name: e.uscc for e in rows}
    return [{'login': login, 'name': name, 'role': role, 'bound_to': code.get(bound, bound), 'password': DEMO_PASSWORD}
            for login, name, role, bound in USERS]


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else 'packs/qingyuan-2020')
    rng = random.Random(SEED)
    rows = make_enterprises(rng)
    registered = enterprise_rows(rng, rows)
    files = {
        'areas.csv': [dict(zip(('code', 'name_zh', 'name_en'), row)) for row in AREAS],
        'departments.csv': [dict(zip(('code', 'name_zh', 'name_en'), row)) for row in DEPARTMENTS],
        'users.csv': user_rows(rows),
        'base_lists.csv': [dict(zip(('code', 'name', 'kind', 'as_of'), row)) for row in LISTS],
        'enterprises.csv': registered,
        'years.csv': year_rows(rows),
        'flags.csv': flag_rows(rng, rows),
        'workers.csv': worker_rows(rng, rows) + newcomer_rows(rows),
    }
    (folder / 'samples').mkdir(parents=True, exist_ok=True)
    for name, table in files.items():
        (folder / name).write_text(csv_text(table), encoding='utf-8')
    (folder / 'manifest.json').write_text(json.dumps(manifest(), ensure_ascii=False, indent=2) + '\n', encoding='utf-8')
    sheet, expected = sheet_with_errors(rng, registered)
    cells = list(sheet_cells(sheet))
    (folder / 'samples/enterprises_with_errors.xlsx').write_bytes(xlsx_bytes(cells))
    out = io.StringIO()
    csv.writer(out, lineterminator='\r\n').writerows(
        [[f'{v:.5E}' if isinstance(v, float) else v for v in row] for row in cells])
    (folder / 'samples/enterprises_with_errors.csv').write_text('\ufeff' + out.getvalue(), encoding='utf-8', newline='')
    for name, value in (('expected.json', expected), ('figures.json', figures())):
        (folder / 'samples' / name).write_text(json.dumps(value, indent=2) + '\n', encoding='utf-8')


if __name__ == '__main__':
    main()
