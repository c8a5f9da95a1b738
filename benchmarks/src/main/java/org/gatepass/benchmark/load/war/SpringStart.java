// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load.war;

import org.springframework.security.web.context.AbstractSecurityWebApplicationInitializer;

/** Puts Spring Security's filters before the servlet. */
public class SpringStart extends AbstractSecurityWebApplicationInitializer {
  /** For Spring. */
  public SpringStart() {
    super(SpringSecurity.class);
  }
}
