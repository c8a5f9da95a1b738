// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.OptionalInt;
import org.gatepass.store.UserAccounts;

/** The accounts, for administrators: the constraint in web.xml lets nobody else through. */
@Path("users")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class UsersResource {
  private static final int GREATEST_SIZE = 1_000;

  /** So that no page begins beyond what an int can count. */
  private static final int GREATEST_PAGE = 1_000_000;

  @Inject UserAccounts accounts;

  /** For the container. */
  public UsersResource() {}

  /**
   * Lists accounts in the order of their names.
   *
   * @param search a text that name, e-mail address or display name contains
   * @param page the page, from 0
   * @param size how many accounts a page has, 1 to 1,000
   * @return a JSON array, and the number of all accounts found in {@code X-Total-Count}
   */
  @GET
  public Response list(
      @QueryParam("q") @DefaultValue("") String search,
      @QueryParam("page") @DefaultValue("0") String page,
      @QueryParam("size") @DefaultValue("100") String size) {
    OptionalInt pageNumber = between(0, GREATEST_PAGE, page);
    if (pageNumber.isEmpty()) {
      return ApiJson.problem(400, "page is not a number from 0 to " + GREATEST_PAGE).build();
    }
    OptionalInt pageSize = between(1, GREATEST_SIZE, size);
    if (pageSize.isEmpty()) {
      return ApiJson.problem(400, "size is not a number from 1 to " + GREATEST_SIZE).build();
    }
    int limit = pageSize.getAsInt();
    JsonArrayBuilder users = ApiJson.array();
    accounts
        .list(search, pageNumber.getAsInt() * limit, limit)
        .forEach(account -> users.add(ApiJson.account(account)));
    return Response.ok(users.build().toString())
        .header("X-Total-Count", accounts.count(search))
        .build();
  }

  private static OptionalInt between(int least, int greatest, String text) {
    try {
      int number = Integer.parseInt(text);
      return number < least || number > greatest ? OptionalInt.empty() : OptionalInt.of(number);
    } catch (NumberFormatException notANumber) {
      return OptionalInt.empty();
    }
  }
}
