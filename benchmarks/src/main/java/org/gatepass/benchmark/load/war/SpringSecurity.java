// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load.war;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.lookup.JndiDataSourceLookup;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.core.GrantedAuthorityDefaults;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.UserDetailsByNameServiceWrapper;
import org.springframework.security.core.userdetails.jdbc.JdbcDaoImpl;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationProvider;
import org.springframework.security.web.authentication.preauth.RequestHeaderAuthenticationFilter;

/** Spring Security's pre-authentication by a header, without sessions, over the same tables. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
public class SpringSecurity {
  /** For Spring. */
  public SpringSecurity() {}

  /**
   * Roles are the groups' names as they are.
   *
   * @return no prefix
   */
  @Bean
  static GrantedAuthorityDefaults withoutPrefix() {
    return new GrantedAuthorityDefaults("");
  }

  /**
   * The look-up of accounts, with each request.
   *
   * @return the queries
   */
  @Bean
  public JdbcDaoImpl accounts() {
    JdbcDaoImpl accounts = new JdbcDaoImpl();
    accounts.setDataSource(new JndiDataSourceLookup().getDataSource("java:comp/DefaultDataSource"));
    accounts.setUsersByUsernameQuery(
        "select name, '', active from gatepass_account where name = ?");
    accounts.setAuthoritiesByUsernameQuery(
        "select a.name, g.group_name from gatepass_account_group g"
            + " join gatepass_account a on a.id = g.account_id where a.name = ?");
    return accounts;
  }

  /**
   * The filters before the servlet.
   *
   * @param http what builds them
   * @param accounts the accounts
   * @return the filters
   * @throws Exception when Spring does
   */
  @Bean
  public SecurityFilterChain filters(HttpSecurity http, JdbcDaoImpl accounts) throws Exception {
    PreAuthenticatedAuthenticationProvider provider = new PreAuthenticatedAuthenticationProvider();
    provider.setPreAuthenticatedUserDetailsService(new UserDetailsByNameServiceWrapper<>(accounts));
    RequestHeaderAuthenticationFilter header = new RequestHeaderAuthenticationFilter();
    header.setPrincipalRequestHeader("remote-user");
    header.setExceptionIfHeaderMissing(false);
    header.setAuthenticationManager(new ProviderManager(provider));
    return http.addFilter(header)
        .authorizeHttpRequests(requests -> requests.anyRequest().hasRole("user"))
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(AbstractHttpConfigurer::disable)
        .build();
  }
}
