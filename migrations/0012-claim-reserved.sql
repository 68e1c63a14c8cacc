-- 0012-claim-reserved.sql - reconciliation asks which claims say that money is reserved for them.

CREATE INDEX claim_reserved ON claim (zone_id, pot_id, id) WHERE reserved_fen > 0;
