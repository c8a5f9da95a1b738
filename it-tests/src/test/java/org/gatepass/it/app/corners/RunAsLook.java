// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.corners;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RunAs;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Named;

/** The caller of an enterprise bean that another one calls as an auditor. */
@Named("run-as")
@Stateless
@PermitAll
@RunAs("auditor")
public class RunAsLook implements Look {
  @EJB(beanName = "AuditedLook")
  Look audited;

  @Override
  public String look() {
    return audited.look();
  }
}
