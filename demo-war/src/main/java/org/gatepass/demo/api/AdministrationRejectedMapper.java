// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.api;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.gatepass.store.admin.AdministrationRejectedException;

/** Answers why a change of an account was rejected. */
@Provider
public class AdministrationRejectedMapper
    implements ExceptionMapper<AdministrationRejectedException> {
  /** Called by the container. */
  public AdministrationRejectedMapper() {}

  @Override
  public Response toResponse(AdministrationRejectedException rejected) {
    return switch (rejected.reason()) {
      case LOCAL_ADMINISTRATOR ->
          ApiJson.problem(
                  403,
                  "only a caller who has signed in with a password may change a local"
                      + " administrator")
              .build();
      case LAST_LOCAL_ADMINISTRATOR ->
          ApiJson.problem(409, "no active local administrator would be left").build();
      case NAME_TAKEN -> ApiJson.problem(409, "there is an account of this name").build();
      case STABLE_ID_TAKEN ->
          ApiJson.problem(409, "another account is bound to this stable id").build();
      case READ_ONLY_DATABASE ->
          ApiJson.problem(503, "the database is read-only, and nothing can be changed").build();
    };
  }
}
