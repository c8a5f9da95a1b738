-- Whether a caller must change the password before the next password login, for MariaDB. Null, as in the rows of earlier versions, stands
-- for no.
alter table gatepass_account add column password_change_required boolean;
