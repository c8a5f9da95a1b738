-- The times of an account, for MariaDB: the end of a lock, the end of the account, and the end of its password. The times are in
-- milliseconds since 1970. Null, as in the rows of earlier versions, stands for no lock and no end.
alter table gatepass_account add column locked_until bigint;

alter table gatepass_account add column expires_at bigint;

alter table gatepass_account add column password_expires_at bigint;
