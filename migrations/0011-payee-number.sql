-- 0011-payee-number.sql - whoever verifies an account is told when other payees have the same number.

CREATE INDEX payee_account_number ON payee_account (zone_id, number_hash, payee);
