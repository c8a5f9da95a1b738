-- The remembered logins that a logout or an identity provider has ended before their maximum age, for MariaDB. Each node reads new rows, and
-- all rows when it starts. The times are in milliseconds since 1970. Rows are deleted with later logouts, when they are no longer
-- needed.
create table gatepass_ended_login (
  id varchar(64) primary key,
  ended_at bigint not null,
  issued_at bigint not null,
  expires bigint not null
) engine = InnoDB, character set utf8mb4, collate utf8mb4_nopad_bin;

create index gatepass_ended_login_expires on gatepass_ended_login (expires);
