-- What programs and devices say of themselves: a container's highest value of each day, pods pooled.
create table trimtab.gauge_daily (
  day date not null,
  container_id int not null references trimtab.container,
  highest real not null,
  gauge text not null,
  primary key (container_id, day, gauge)
);
