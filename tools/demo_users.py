#!/usr/bin/env python3
"""demo_users.py - prints one sign-in per role of a pack's demo accounts: demo_users.py PACK"""
import csv
import json
import os
import pathlib
import sys

ROLES = {
    'clerk': ('企业经办', 'Enterprise clerk'), 'assistant': ('企业助理', 'Enterprise assistant'),
    'officer': ('部门经办', 'Department officer'), 'reviewer_first': ('初审', 'First reviewer'),
    'reviewer_second': ('复审', 'Second reviewer'), 'finance': ('财务', 'Finance'),
    'policy_editor': ('政策编辑', 'Policy editor'), 'dispatcher': ('调度', 'Dispatcher'),
    'statistician': ('统计', 'Statistician'), 'captain': ('车长', 'Bus captain'), 'leader': ('领导', 'Leader'),
    'auditor': ('审计', 'Auditor'), 'administrator': ('管理员', 'Administrator'),
}


def is_chinese():
    for name in ('LC_ALL', 'LC_MESSAGES', 'LANG'):
        if os.environ.get(name):
            return os.environ[name].startswith('zh')
    return False


def width(text):
    return sum(2 if ord(c) > 0x2e80 else 1 for c in text)


def main():
    pack = pathlib.Path(sys.argv[1])
    zone = json.loads((pack / 'manifest.json').read_text(encoding='utf-8'))['zone']
    zh = is_chinese()
    with open(pack / 'users.csv', encoding='utf-8', newline='') as file:
        users = list(csv.DictReader(file))
    passwords = {u['password'] for u in users}
    print(f"演示账号（园区：{zone['name_zh']}）" if zh else f"Demo accounts (zone: {zone['name_en']})")
    if len(passwords) == 1:
        print(f"  密码均为 {passwords.pop()}" if zh else f"  the password of all: {passwords.pop()}")
    for user in users:
        role = ROLES[user['role']][0 if zh else 1]
        print(f"  {role}{' ' * (20 - width(role))}  {user['login']}")


if __name__ == '__main__':
    main()
