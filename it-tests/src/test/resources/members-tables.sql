create table member (name varchar(150) primary key, active boolean not null);
create table member_revision (number bigint not null);
create table member_change (number bigint primary key, name varchar(150));
