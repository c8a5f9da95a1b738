// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A part of a network: forwards connections to a port of the loopback address. Between {@link #cut}
 * and {@link #join} open connections stay open without traffic, as with a broken cable, and new
 * ones fail. It can also delay answers.
 */
public final class TcpRelay implements AutoCloseable {
  private final int port;
  private final int target;
  private final ExecutorService threads = Executors.newCachedThreadPool(TcpRelay::daemon);
  private final Set<Socket> open = new HashSet<>();
  private ServerSocket listener;
  private boolean cut;
  private volatile Duration delay = Duration.ZERO;

  /**
   * Starts the relay.
   *
   * @param port the port that it listens at
   * @param target the port that it forwards connections to
   */
  public TcpRelay(int port, int target) {
    this.port = port;
    this.target = target;
    listener = listen();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "relay");
    thread.setDaemon(true);
    return thread;
  }

  private ServerSocket listen() {
    try {
      ServerSocket opened = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
      threads.execute(() -> accept(opened));
      return opened;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The port that it listens at. */
  public int port() {
    return port;
  }

  /** Delays each part of the target's answers from now on. */
  public void delay(Duration time) {
    delay = time;
  }

  /** Refuses connections, like the machine of an ended process. */
  public synchronized void down() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Accepts connections again. */
  public synchronized void up() {
    if (listener.isClosed()) {
      listener = listen();
    }
  }

  /** Lets nothing pass until {@link #join}. */
  public synchronized void cut() {
    cut = true;
    down();
  }

  /** Ends {@link #cut}; what was sent meanwhile arrives. */
  public synchronized void join() {
    cut = false;
    notifyAll();
    up();
  }

  private synchronized void awaitNetwork() throws InterruptedException {
    while (cut) {
      wait();
    }
  }

  private void accept(ServerSocket from) {
    try (from) {
      while (true) {
        Socket caller = from.accept();
        threads.execute(() -> forward(caller));
      }
    } catch (IOException closed) {
      // By down() or close().
    }
  }

  private void forward(Socket caller) {
    try (caller) {
      awaitNetwork();
      try (Socket called = new Socket(InetAddress.getLoopbackAddress(), target)) {
        keep(caller, called);
        threads.execute(() -> pump(called, caller, true));
        pump(caller, called, false);
      }
    } catch (IOException refused) {
      // The caller sees a connection that ends.
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void keep(Socket caller, Socket called) throws IOException {
    for (Socket each : Set.of(caller, called)) {
      each.setTcpNoDelay(true);
      open.add(each);
    }
  }

  /** Forwards one direction, and ends both with it. */
  private void pump(Socket from, Socket to, boolean answers) {
    byte[] bytes = new byte[1 << 16];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
        if (answers) {
          TimeUnit.NANOSECONDS.sleep(delay.toNanos());
        }
        awaitNetwork();
        out.write(bytes, 0, length);
      }
      awaitNetwork();
    } catch (IOException ended) {
      // By one of the two ends.
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    } finally {
      forget(from);
    }
  }

  private synchronized void forget(Socket socket) {
    open.remove(socket);
  }

  @Override
  public synchronized void close() {
    down();
    threads.shutdownNow();
    for (Socket each : open) {
      try {
        each.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
