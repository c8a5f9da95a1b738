-- The accounts of org.gatepass.store.UserAccount, for H2 and PostgreSQL.
create table gatepass_account (
  id varchar(36) primary key,
  name varchar(255) not null,
  email varchar(254),
  display_name varchar(255),
  active boolean not null,
  login_by_header boolean not null,
  password_hash varchar(512),
  security_stamp varchar(36) not null,
  last_login timestamp,
  version integer not null,
  constraint gatepass_account_name unique (name)
);

create table gatepass_account_group (
  account_id varchar(36) not null references gatepass_account (id) on delete cascade,
  group_name varchar(255) not null,
  primary key (account_id, group_name)
);
