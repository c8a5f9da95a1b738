// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.small;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.util.HashMap;
import java.util.Map;

/**
 * Moves a session as a cluster does when a node fails: its attributes are serialized and read into
 * a session that is new to the container. The container's own data about the caller stays behind.
 */
@WebServlet("/fail-over")
public class FailOverServlet extends HttpServlet {
  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    HttpSession before = request.getSession(false);
    if (before == null) {
      response.sendError(404);
      return;
    }
    byte[] moved = written(before);
    before.invalidate();
    HttpSession after = request.getSession(true);
    read(moved).forEach(after::setAttribute);
    response.getWriter().print(read(moved).keySet());
  }

  private static byte[] written(HttpSession session) throws IOException {
    Map<String, Object> attributes = new HashMap<>();
    for (var names = session.getAttributeNames().asIterator(); names.hasNext(); ) {
      String name = names.next();
      attributes.put(name, session.getAttribute(name));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(attributes);
    }
    return bytes.toByteArray();
  }

  @SuppressWarnings({"unchecked", "BanSerializableRead"})
  private static Map<String, Object> read(byte[] bytes) throws IOException {
    try (ObjectInputStream in = new OfThisApplication(new ByteArrayInputStream(bytes))) {
      return (Map<String, Object>) in.readObject();
    } catch (ClassNotFoundException e) {
      throw new IOException(e);
    }
  }

  /** Finds the classes of the application, as a server does. */
  private static final class OfThisApplication extends ObjectInputStream {
    OfThisApplication(InputStream in) throws IOException {
      super(in);
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass described)
        throws IOException, ClassNotFoundException {
      try {
        return Class.forName(
            described.getName(), false, Thread.currentThread().getContextClassLoader());
      } catch (ClassNotFoundException primitive) {
        return super.resolveClass(described);
      }
    }
  }
}
