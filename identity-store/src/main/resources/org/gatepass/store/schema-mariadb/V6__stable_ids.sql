-- The stable id of the person at the proxy to whom an account is bound, for MariaDB; null for an account that is not bound. The unique
-- index accepts any number of nulls. The column has the table's collation.
alter table gatepass_account add column stable_id varchar(255);

alter table gatepass_account add constraint gatepass_account_stable_id unique (stable_id);
