// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.corners;

import jakarta.annotation.Resource;
import jakarta.annotation.security.DeclareRoles;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.inject.Named;

/** The caller of an enterprise bean. */
@Named("bean")
@Stateless
@PermitAll
@DeclareRoles("user")
public class BeanLook implements Look {
  @Resource SessionContext context;

  @Override
  public String look() {
    return Looks.at(context.getCallerPrincipal(), context.isCallerInRole("user"));
  }
}
