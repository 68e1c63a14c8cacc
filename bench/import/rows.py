#!/usr/bin/env python3
"""rows.py ROWS [SEED] - writes a csv of so many invented enterprises to standard output: codes with right check
characters, names of different lengths, the columns of a register."""
import csv
import random
import sys

ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
PLACES = ['清远', '清远市', '广东', '清远高新区', '佛冈', '英德', '连州', '广州']
WORDS = '暖桥恒星海纳金辉瑞丰德盛华宇嘉诚永兴宏远东方明珠新时代万象百川云帆天成博雅'
TRADES = ['新材料', '电子科技', '生物医药', '机械设备', '物流', '环保工程', '建筑安装', '食品', '信息技术', '贸易', '化工', '服装']
FORMS = ['有限公司'] * 8 + ['有限责任公司', '股份有限公司', '厂', '有限公司清远分公司']


def uscc(n):
    serial = 'NQ%06d' % (n % 1000000)
    weights = [3, 7, 9, 10, 5, 8, 4, 2]
    check = 11 - sum(w * (int(c) if c.isdigit() else ord(c) - 55) for w, c in zip(weights, serial)) % 11
    body = '91441802' + serial + ('X' if check == 10 else '0' if check == 11 else str(check))
    total = sum(ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return body + ALPHABET[-total % 31]


def main():
    rows, rng = int(sys.argv[1]), random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    out = csv.writer(sys.stdout)
    out.writerow(['企业名称', '统一社会信用代码', '注册日期', '企业类型', '法人代表', '注册资金', '经营范围', '所在省份', '地区', '注册地址'])
    for i in range(rows):
        name = rng.choice(PLACES) + ''.join(rng.sample(WORDS, rng.choice([2, 2, 3, 4]))) + rng.choice(TRADES) + rng.choice(FORMS)
        out.writerow([name, uscc(i), f'{rng.randrange(1985, 2020)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}', 'N/A',
                      rng.choice(WORDS) + '**', f'{rng.randrange(1, 9000)}(万元人民币)',
                      '、'.join(rng.sample(TRADES, 3)) + '的研发、生产与销售；货物进出口；技术服务。', '广东', '清远',
                      f'清远市高新区{rng.choice(WORDS)}{rng.choice(WORDS)}路{rng.randrange(1, 400)}号'])


if __name__ == '__main__':
    main()
