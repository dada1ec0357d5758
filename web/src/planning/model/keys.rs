//! What the keys of the grid mean.

/// A command of the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// So many rows and columns further.
    Move(i32, i32),
    /// First column; first row too with the second value.
    Start(bool),
    /// Last column; last row too with the second value.
    End(bool),
    /// So many weeks further.
    Week(i32),
    /// So many months further.
    Month(i32),
    /// Book or give back.
    Toggle,
    /// Paint on by so many rows and columns.
    Paint(i32, i32),
    /// Paint the row.
    PaintRow,
    /// Paint the column.
    PaintColumn,
    /// Take the last step back.
    Undo,
    /// Do it again.
    Redo,
    /// Open the list of the day.
    DaySheet,
    /// Give up the stroke.
    Abandon,
    /// Show what the keys do.
    Help,
}

/// The command of a key, by the name the browser gives it; `control` is the command key on a Mac.
#[must_use]
pub fn command(key: &str, shift: bool, control: bool) -> Option<Command> {
    let arrow = match key {
        "ArrowUp" => Some((-1, 0)),
        "ArrowDown" => Some((1, 0)),
        "ArrowLeft" => Some((0, -1)),
        "ArrowRight" => Some((0, 1)),
        _ => None,
    };
    if let Some((rows, columns)) = arrow {
        return match (shift, control) {
            (true, false) => Some(Command::Paint(rows, columns)),
            (false, false) => Some(Command::Move(rows, columns)),
            (_, true) => None,
        };
    }
    Some(match (key, shift, control) {
        ("Home", false, _) => Command::Start(control),
        ("End", false, _) => Command::End(control),
        ("PageUp", false, false) => Command::Week(-1),
        ("PageDown", false, false) => Command::Week(1),
        ("PageUp", true, false) => Command::Month(-1),
        ("PageDown", true, false) => Command::Month(1),
        (" ", false, false) => Command::Toggle,
        (" ", true, false) => Command::PaintRow,
        (" ", false, true) => Command::PaintColumn,
        ("z" | "Z", false, true) => Command::Undo,
        ("z" | "Z", true, true) | ("y" | "Y", false, true) => Command::Redo,
        ("Enter", false, false) => Command::DaySheet,
        ("Escape", _, false) => Command::Abandon,
        ("?", _, false) => Command::Help,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_the_help_has_its_command() {
        let cases = [
            (("ArrowRight", false, false), Command::Move(0, 1)),
            (("ArrowUp", true, false), Command::Paint(-1, 0)),
            (("Home", false, false), Command::Start(false)),
            (("End", false, true), Command::End(true)),
            (("PageDown", false, false), Command::Week(1)),
            (("PageUp", true, false), Command::Month(-1)),
            ((" ", false, false), Command::Toggle),
            ((" ", true, false), Command::PaintRow),
            ((" ", false, true), Command::PaintColumn),
            (("z", false, true), Command::Undo),
            (("Z", true, true), Command::Redo),
            (("Enter", false, false), Command::DaySheet),
            (("Escape", false, false), Command::Abandon),
            (("?", true, false), Command::Help),
        ];
        for ((key, shift, control), expected) in cases {
            assert_eq!(command(key, shift, control), Some(expected), "{key}");
        }
    }

    #[test]
    fn keys_of_the_browser_stay_the_browsers() {
        for (key, shift, control) in
            [("Tab", false, false), ("z", false, false), ("ArrowLeft", false, true), ("a", false, true)]
        {
            assert_eq!(command(key, shift, control), None, "{key}");
        }
    }
}
