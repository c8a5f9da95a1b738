-- The revision of the accounts, for H2 and PostgreSQL: one row, whose number moves with each change of what any account may do.
create table gatepass_revision (
  id integer primary key,
  revision bigint not null,
  constraint gatepass_revision_one_row check (id = 1)
);

insert into gatepass_revision (id, revision) values (1, 0);
