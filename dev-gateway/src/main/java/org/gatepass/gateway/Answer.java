// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * A response of the gateway itself.
 *
 * @param status the HTTP status
 * @param contentType the media type of the body
 * @param body the body
 */
record Answer(int status, String contentType, String body) {
  /** A response in plain text that begins with status and reason. */
  static Answer text(int status, String explanation) {
    return new Answer(
        status,
        "text/plain;charset=utf-8",
        status + " " + HttpStatus.getMessage(status) + ": " + explanation + "\n");
  }

  /** Sends the response, with the headers that are set already. */
  void send(Response response, Callback callback) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    Content.Sink.write(response, true, body, callback);
  }
}
