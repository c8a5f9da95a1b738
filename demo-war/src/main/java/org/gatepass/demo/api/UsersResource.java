// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import org.gatepass.CallerNames;
import org.gatepass.Rejection;
import org.gatepass.demo.CurrentCaller;
import org.gatepass.store.UserAccount;
import org.gatepass.store.UserAccounts;
import org.gatepass.store.admin.AccountAdministration;
import org.gatepass.store.admin.AccountAdministrations;

/**
 * The accounts. The constraint in web.xml requires an administrator; {@link AccountAdministration}
 * decides which changes the administrator may make.
 */
@Path("users")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class UsersResource {
  private static final String ADMINISTRATORS = "administrator";
  private static final int MAX_SIZE = 1_000;

  /** The first row of the last page must fit into an int. */
  private static final int MAX_PAGE = 1_000_000;

  /** The length of the table's column. */
  private static final int MAX_NAME = 255;

  @Inject UserAccounts accounts;
  @Inject AccountAdministrations administrations;
  @Inject CallerNames callerNames;

  /** Called by the container. */
  public UsersResource() {}

  /**
   * Lists accounts in the order of their names.
   *
   * @param search a text that name, e-mail address or display name contains
   * @param page the page, from 0
   * @param size how many accounts a page has, 1 to 1,000
   * @param localAdministrators {@code true} for local administrators only
   * @return a JSON array, and the number of all accounts found in {@code X-Total-Count}
   */
  @GET
  public Response list(
      @QueryParam("q") @DefaultValue("") String search,
      @QueryParam("page") @DefaultValue("0") String page,
      @QueryParam("size") @DefaultValue("100") String size,
      @QueryParam("localAdministrators") @DefaultValue("false") String localAdministrators) {
    OptionalInt pageNumber = between(0, MAX_PAGE, page);
    if (pageNumber.isEmpty()) {
      return ApiJson.problem(400, "page is not a number from 0 to " + MAX_PAGE).build();
    }
    OptionalInt pageSize = between(1, MAX_SIZE, size);
    if (pageSize.isEmpty()) {
      return ApiJson.problem(400, "size is not a number from 1 to " + MAX_SIZE).build();
    }
    int limit = pageSize.getAsInt();
    int offset = pageNumber.getAsInt() * limit;
    return switch (localAdministrators) {
      case "true" ->
          page(
              accounts.listLocal(ADMINISTRATORS, search, offset, limit),
              offset,
              limit,
              () -> accounts.countLocal(ADMINISTRATORS, search));
      case "false" ->
          page(accounts.list(search, offset, limit), offset, limit, () -> accounts.count(search));
      default -> ApiJson.problem(400, "localAdministrators is neither true nor false").build();
    };
  }

  /**
   * Returns one account.
   *
   * @param name the caller name
   * @return the account in JSON, or 404
   */
  @GET
  @Path("{name}")
  public Response get(@PathParam("name") String name) {
    return accounts.find(name).map(UsersResource::ok).orElseGet(UsersResource::unknown);
  }

  /**
   * Exports the stored data of one account, for a person who requests them.
   *
   * @param name the caller name
   * @return the data in JSON, or 404
   */
  @GET
  @Path("{name}/export")
  public Response export(@PathParam("name") String name) {
    return accounts
        .export(name)
        .map(data -> Response.ok(ApiJson.exported(data).toString()).build())
        .orElseGet(UsersResource::unknown);
  }

  /**
   * Creates an account.
   *
   * @param body the members of the account; only the name is required
   * @param request the request
   * @param response its response
   * @return 201 and the account, or a rejection with its reason in JSON
   * @throws MalformedBodyException when the body is something else
   * @throws IOException when the body does not arrive
   */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response create(
      InputStream body, @Context HttpServletRequest request, @Context HttpServletResponse response)
      throws MalformedBodyException, IOException {
    AccountBody members = AccountBody.read(body);
    String name =
        members.name().orElseThrow(() -> new MalformedBodyException("\"name\" is missing"));
    checkNewName(name);
    UserAccount account = new UserAccount(name);
    members.changes(accounts::hash).accept(account);
    administration(request).create(account);
    Located.at(request.getContextPath() + "/api/users/" + segment(name), response);
    return Response.status(Response.Status.CREATED)
        .entity(ApiJson.account(account).build().toString())
        .build();
  }

  /**
   * Changes an account. Members that the body omits stay unchanged.
   *
   * @param name the caller name
   * @param body the members to change
   * @param request the request
   * @return the changed account, or a rejection with its reason in JSON
   * @throws MalformedBodyException when the body is something else
   * @throws IOException when the body does not arrive
   */
  @PATCH
  @Path("{name}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response change(
      @PathParam("name") String name, InputStream body, @Context HttpServletRequest request)
      throws MalformedBodyException, IOException {
    AccountBody members = AccountBody.read(body);
    if (members.name().filter(other -> !other.equals(name)).isPresent()) {
      throw new MalformedBodyException("\"name\" can only be changed by a PUT of the name");
    }
    return administration(request)
        .change(name, members.changes(accounts::hash))
        .map(UsersResource::ok)
        .orElseGet(UsersResource::unknown);
  }

  /**
   * Renames an account.
   *
   * @param name the caller name
   * @param body {@code {"name":"..."}}
   * @param request the request
   * @return the renamed account, or a rejection with its reason in JSON
   * @throws MalformedBodyException when the body is something else
   * @throws IOException when the body does not arrive
   */
  @PUT
  @Path("{name}/name")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response rename(
      @PathParam("name") String name, InputStream body, @Context HttpServletRequest request)
      throws MalformedBodyException, IOException {
    String newName = AccountBody.readName(body);
    checkNewName(newName);
    return administration(request)
        .rename(name, newName)
        .map(UsersResource::ok)
        .orElseGet(UsersResource::unknown);
  }

  /**
   * Sets the password of an account.
   *
   * @param name the caller name
   * @param body {@code {"password":"..."}}, optionally with {@code "passwordChangeRequired":true}
   * @param request the request
   * @return 204, or a rejection with its reason in JSON
   * @throws MalformedBodyException when the body is something else
   * @throws IOException when the body does not arrive
   */
  @PUT
  @Path("{name}/password")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response setPassword(
      @PathParam("name") String name, InputStream body, @Context HttpServletRequest request)
      throws MalformedBodyException, IOException {
    return administration(request)
        .change(name, AccountBody.readPassword(body).changes(accounts::hash))
        .map(account -> Response.noContent().build())
        .orElseGet(UsersResource::unknown);
  }

  /**
   * Deletes an account.
   *
   * @param name the caller name
   * @param request the request
   * @return 204, or a rejection with its reason in JSON
   */
  @DELETE
  @Path("{name}")
  public Response delete(@PathParam("name") String name, @Context HttpServletRequest request) {
    return administration(request).delete(name) ? Response.noContent().build() : unknown();
  }

  private AccountAdministration administration(HttpServletRequest request) {
    return administrations.by(CurrentCaller.of(request).orElseThrow(), ADMINISTRATORS);
  }

  private void checkNewName(String name) throws MalformedBodyException {
    Rejection rejection = callerNames.rejectionOf(name).orElse(null);
    if (rejection != null || name.length() > MAX_NAME) {
      throw new MalformedBodyException(
          "\"name\" is none that a gateway could assert: "
              + (rejection == null ? Rejection.TOO_LONG : rejection));
    }
    // Clients remove these segments from addresses.
    if (name.equals(".") || name.equals("..")) {
      throw new MalformedBodyException("\"name\" can't be part of an address");
    }
  }

  /**
   * Counts with a query only where the page does not show the total, since a search reads each
   * account.
   */
  private static Response page(List<UserAccount> found, int offset, int limit, LongSupplier count) {
    boolean isLast = found.size() < limit && (offset == 0 || !found.isEmpty());
    long total = isLast ? offset + found.size() : count.getAsLong();
    JsonArrayBuilder users = ApiJson.array();
    found.forEach(account -> users.add(ApiJson.account(account)));
    return Response.ok(users.build().toString()).header("X-Total-Count", total).build();
  }

  private static Response ok(UserAccount account) {
    return Response.ok(ApiJson.account(account).build().toString()).build();
  }

  private static Response unknown() {
    return ApiJson.problem(404, "there is no account of this name").build();
  }

  private static String segment(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static OptionalInt between(int min, int max, String text) {
    try {
      int number = Integer.parseInt(text);
      return number < min || number > max ? OptionalInt.empty() : OptionalInt.of(number);
    } catch (NumberFormatException notANumber) {
      return OptionalInt.empty();
    }
  }
}
