-- The revision of the accounts, for MariaDB: one row, whose number moves with each change of what any account may do.
create table gatepass_revision (
  id integer primary key,
  revision bigint not null,
  constraint gatepass_revision_one_row check (id = 1)
) engine = InnoDB;

insert into gatepass_revision (id, revision) values (1, 0);
