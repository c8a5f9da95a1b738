-- The latest changes of the accounts, for MariaDB: the name of each changed account, with the revision before and after its change.
-- Each node forgets only these accounts. Old rows are deleted with later changes; some 2,000 rows stay.
create table gatepass_change (
  revision bigint primary key,
  previous bigint not null,
  name varchar(255),
  kind varchar(16) not null
) engine = InnoDB, character set utf8mb4, collate utf8mb4_nopad_bin;

-- So that there is a row before the first change; null stands for all accounts.
insert into gatepass_change (revision, previous, name, kind) values (0, 0, null, 'OTHER');
