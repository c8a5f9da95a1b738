create table tblUsers (UserID integer primary key, LoginName varchar_ignorecase(50) not null, StoredPassword varchar(256), ValidityFrom timestamp not null);
create table tblUserRole (UserRoleID integer primary key, UserID integer not null references tblUsers (UserID), RoleName varchar(50) not null, ValidityTo timestamp);
create table core_User (id varchar(36) primary key, username varchar_ignorecase(50) not null, i_user_id integer references tblUsers (UserID), valid_from timestamp not null, valid_to timestamp);
