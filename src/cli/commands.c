/* commands.c - the table of sub-commands: names, one line of help, options. */
#include "cli/commands.h"

const struct command COMMANDS[] = {
    {.name = "serve", .zh = "启动服务", .en = "serve", .options = &SERVE_OPTIONS, .run = cmd_serve,
     .note_zh = "收到 SIGINT 或 SIGTERM 后处理完进行中的请求再退出。前端由同一程序提供（--web）。",
     .note_en = "Stops after SIGINT or SIGTERM when the requests under way are done. --web: the web pages to serve."},
    {.name = "init", .zh = "建立数据目录和园区", .en = "make a data directory and a zone", .options = &INIT_OPTIONS,
     .run = cmd_init,
     .note_zh = "--zone 是新园区的代码。管理员的一次性密码只显示一次，首次登录须修改。",
     .note_en = "--zone is the code of the new zone. The administrator's one-time password is shown once and must be\n"
                "changed at the first sign-in."},
    {.name = "import", .zh = "导入表格", .en = "import a spreadsheet", .options = &IMPORT_OPTIONS, .positional = "file",
     .run = cmd_import,
     .note_zh = "有被拒绝或待核的行时退出码为 4。",
     .note_en = "The exit code is 4 when rows were rejected or quarantined."},
    {.name = "export", .zh = "导出企业", .en = "export enterprises", .options = &EXPORT_OPTIONS, .positional = "file",
     .run = cmd_export},
    {.name = "backup", .zh = "备份（服务运行时也可以）", .en = "back up, also while the server runs", .options = &BACKUP_OPTIONS,
     .positional = "file", .run = cmd_backup,
     .note_zh = "备份含数据库、附件、密钥和配置，每个文件有校验值；可以恢复到另一种数据库。",
     .note_en = "Database, attachments, key and configuration, each with its digest; can be restored into the other kind\n"
                "of database."},
    {.name = "restore", .zh = "把备份恢复到空目录", .en = "restore a backup into an empty directory", .options = &BACKUP_OPTIONS,
     .positional = "file", .run = cmd_restore},
    {.name = "upgrade", .zh = "先备份，再升级数据结构", .en = "back up, then upgrade the schema", .options = &UPGRADE_OPTIONS,
     .run = cmd_upgrade},
    {.name = "audit verify", .zh = "核验审计链", .en = "check the audit chain", .options = &AUDIT_OPTIONS,
     .run = cmd_audit_verify},
    {.name = "openapi", .zh = "输出接口的 OpenAPI 3.1 描述", .en = "print the API as OpenAPI 3.1", .run = cmd_openapi},
    {.name = "typescript", .zh = "输出接口的 TypeScript 类型", .en = "print the API as TypeScript types", .run = cmd_typescript},
    {.name = "config", .zh = "显示生效的配置", .en = "show the configuration in force", .run = cmd_config},
    {.name = "version", .zh = "显示版本", .en = "show the version", .run = cmd_version},
};
const size_t COMMAND_COUNT = COUNT(COMMANDS);
