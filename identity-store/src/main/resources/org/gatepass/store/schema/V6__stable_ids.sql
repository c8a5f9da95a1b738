-- The stable id of the person at the proxy to whom an account is bound, for H2 and PostgreSQL; null for an account that is not bound. Both
-- databases accept any number of nulls in the unique index.
alter table gatepass_account add column stable_id varchar(255);

alter table gatepass_account add constraint gatepass_account_stable_id unique (stable_id);
