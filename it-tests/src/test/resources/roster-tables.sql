create table roster_member (name varchar(150) primary key, active boolean not null);
create table roster_revision (id integer primary key, revision bigint not null);
