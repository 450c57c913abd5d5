//! The practice server by itself, until the command line has `imapsh serve`.

use imapsh::practice::serve::{ServeOptions, run};
use imapsh::practice::{Config, Server};
use imapsh::texts::{Language, Texts};

fn main() {
    let mut options = ServeOptions::default();
    let mut config = Config::default();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--verbose" => options.verbose = true,
            "--quiet-idle" => {
                config.idle.mail_after = None;
                config.idle.still_here = None;
            }
            "--login-disabled" => config.login_disabled = true,
            "--ca-out" => options.ca_out = arguments.next().map(Into::into),
            "--user" => {
                let user = arguments.next().unwrap_or_default();
                config
                    .users
                    .extend(user.split_once(':').map(|(n, p)| (n.into(), p.into())));
            }
            addr => options.addr = addr.parse().unwrap_or(options.addr),
        }
    }
    let texts = Texts::new(Language::English);
    let server = Server::new(config);
    let (mut stdout, mut stderr) = (std::io::stdout(), std::io::stderr());
    if let Err(error) = run(&server, &options, &texts, &mut stdout, &mut stderr) {
        eprintln!("{error}");
        std::process::exit(1);
    }
}
